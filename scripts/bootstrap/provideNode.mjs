import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What is fetched from the npm registry when the present Node does not fit. */
export const NODE_VERSION = '24.21.0';

/**
 * Whether the portal and these scripts run on a Node: Backstage needs 22 or 24,
 * TypeScript without a build step needs 22.18.
 *
 * @param {string} version such as `v22.18.0`
 */
export function fits(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 18);
}

/**
 * The path of a Node that fits: the present one, or one under `.tools/node`,
 * brought there from the npm registry when it is missing.
 *
 * @param {string} root the repository
 * @returns {Promise<string>}
 */
export async function provideNode(root) {
  if (fits(process.version)) return process.execPath;
  const prefix = join(root, '.tools', 'node');
  const binary = join(
    prefix,
    'node_modules/node/bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (versionOf(binary) === `v${NODE_VERSION}`) return binary;

  console.log(
    `Node ${process.version} does not fit; fetching ${NODE_VERSION} …`,
  );
  mkdirSync(prefix, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  spawnSync(
    npm,
    ['install', `node@${NODE_VERSION}`, '--prefix', prefix, ...flags],
    { cwd: prefix, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  if (versionOf(binary) !== `v${NODE_VERSION}`) {
    throw new Error(
      `Node ${NODE_VERSION} could not be fetched from the npm registry. Install Node 24 from https://nodejs.org, or look at the npm output above.`,
    );
  }
  return binary;
}

function versionOf(binary) {
  if (!existsSync(binary)) return undefined;
  return spawnSync(binary, ['--version']).stdout?.toString().trim();
}
