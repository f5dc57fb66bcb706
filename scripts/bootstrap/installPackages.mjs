import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const GIGABYTE = 1024 ** 3;
const NEEDED_GIGABYTES = 4;

/**
 * Installs from the committed lock file with the committed Yarn, when what is
 * installed was made from other files or for another Node.
 *
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} options
 */
export async function installPackages({ root, node, env }) {
  const stampFile = join(root, 'node_modules', '.installed-from');
  const stamp = stampOf(root, node);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  checkDisk(root);
  console.log('Installing packages (the first time takes a few minutes) …');
  const { status } = spawnSync(node, [yarnOf(root), 'install', '--immutable'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Error(
      'The packages could not be installed; the reason is in the output above. With no network, or behind a proxy, set HTTPS_PROXY or YARN_NPM_REGISTRY_SERVER.',
    );
  }
  writeFileSync(stampFile, stamp);
}

/** The Yarn that is committed. */
function yarnOf(root) {
  const settings = readFileSync(join(root, '.yarnrc.yml'), 'utf8');
  return join(root, settings.match(/^yarnPath: *(.+)$/m)[1].trim());
}

function stampOf(root, node) {
  const hash = createHash('sha256').update(
    spawnSync(node, ['--version']).stdout,
  );
  const manifests = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name =>
      join(folder, name, 'package.json'),
    ),
  );
  for (const file of ['yarn.lock', 'package.json', ...manifests.sort()]) {
    if (existsSync(join(root, file)))
      hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function checkDisk(root) {
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / GIGABYTE;
  if (free < NEEDED_GIGABYTES) {
    throw new Error(
      `The installation needs ${NEEDED_GIGABYTES} GB of disk, and ${root} has ${free.toFixed(
        1,
      )} GB left. Free some, then start again.`,
    );
  }
}
