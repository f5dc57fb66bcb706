import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PartError } from './PartError.ts';
import { CURRENT_PREFECT, type PrefectRelease } from './prefectReleases.ts';
import { repoRoot } from './repoRoot.ts';
import { runCommand } from './runCommand.ts';
import { withLock } from './withLock.ts';

/** The programs of the virtual environment that the pinned requirements made. */
export interface Python {
  /** The directory of its programs, to be put in front of PATH. */
  bin: string;
  python: string;
  prefect: string;
}

const INSTALL_WITHIN_MS = 10 * 60_000;
const OLDEST_MINOR = 10;
const CANDIDATES = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

/**
 * The virtual environment of a release of Prefect, `.venv` for the current one. It is
 * made anew when the pinned requirements or the interpreter have changed, by one process
 * at a time. `PYTHON` names another interpreter.
 */
export async function ensurePython(
  release: PrefectRelease = CURRENT_PREFECT,
): Promise<Python> {
  const root = repoRoot();
  const requirements = join(root, 'scripts/python', release.requirements);
  const venv = join(root, release.venv);
  const python = programsOf(venv);
  const fresh = stampOf(await readFile(requirements));
  if (await isFresh(venv, fresh)) return python;

  await withLock(`${venv}.lock`, async () => {
    if (await isFresh(venv, fresh)) return;
    const interpreter = await findInterpreter(release);
    await rm(venv, { recursive: true, force: true });
    await mkdir(venv, { recursive: true });
    await run('The Python virtual environment', interpreter, [
      '-m',
      'venv',
      venv,
    ]);
    await run('pip install', python.python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--require-hashes',
      // The file names everything; some versions of pip resolve past its pins.
      '--no-deps',
      '-r',
      requirements,
    ]);
    await writeFile(join(venv, 'stamp'), fresh);
  });
  return python;
}

function programsOf(venv: string): Python {
  const bin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');
  return { bin, python: join(bin, 'python'), prefect: join(bin, 'prefect') };
}

function stampOf(requirements: Buffer): string {
  return createHash('sha256').update(requirements).digest('hex');
}

async function isFresh(venv: string, stamp: string): Promise<boolean> {
  const found = await readFile(join(venv, 'stamp'), 'utf8').catch(() => '');
  // A venv dies with the interpreter that it links to.
  return found === stamp && existsSync(programsOf(venv).python);
}

/** The first Python that the release runs on and that can make virtual environments. */
async function findInterpreter(release: PrefectRelease): Promise<string> {
  const { version, newestMinor } = release;
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : CANDIDATES;
  for (const candidate of candidates) {
    if (await isUsable(candidate, newestMinor)) return candidate;
  }
  throw new PartError(
    'Python',
    `3.${OLDEST_MINOR} to 3.${newestMinor} with its venv module, which Prefect ${version} needs, was not found (looked for ${candidates.join(
      ', ',
    )}). Install it (on Debian and Ubuntu: apt install python3 python3-venv), or set PYTHON to its path.`,
  );
}

function isUsable(candidate: string, newestMinor: number): Promise<boolean> {
  return run('python', candidate, [
    '-c',
    `import sys, venv, ensurepip; sys.exit(not (3, ${OLDEST_MINOR}) <= sys.version_info[:2] <= (3, ${newestMinor}))`,
  ]).then(
    () => true,
    () => false,
  );
}

function run(name: string, file: string, args: string[]) {
  return runCommand({
    name,
    file,
    args,
    cwd: repoRoot(),
    env: process.env,
    timeoutMs: INSTALL_WITHIN_MS,
  });
}
