import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive, isPortFree } from '../../packages/real-parts/src/index.ts';
import type { DemoOptions } from './DemoOptions.ts';

const GIGABYTE = 1024 ** 3;
const NEEDED_GIGABYTES = 1;

/** Throws one sentence about the first thing that would keep the demo from running. */
export async function checkMachine(options: DemoOptions): Promise<void> {
  checkNotRunning(options.dataDir);
  checkDisk(options.root);
  await checkPort(options.portalPort, '--port');
  await checkPort(options.oidcPort, '--oidc-port');
  if (options.prefect.kind === 'started') {
    await checkPort(options.prefect.port, '--prefect-port');
    await checkPort(options.prefect.devPort, '--prefect-dev-port');
  }
}

function checkNotRunning(dataDir: string): void {
  const file = join(dataDir, 'demo.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  if (pid && isAlive(pid)) {
    throw new Error(
      `A demo runs already on ${dataDir} (process ${pid}). Stop it with Ctrl-C, or start another with --data-dir and other ports.`,
    );
  }
}

function checkDisk(root: string): void {
  const { bavail, bsize } = statfsSync(root);
  const free = (bavail * bsize) / GIGABYTE;
  if (free < NEEDED_GIGABYTES) {
    throw new Error(
      `The demo needs ${NEEDED_GIGABYTES} GB of disk, and ${root} has ${free.toFixed(
        1,
      )} GB left. Free some, then start again.`,
    );
  }
}

async function checkPort(port: number, option: string): Promise<void> {
  if (await isPortFree(port)) return;
  const owner = await ownerOf(port);
  throw new Error(
    `Port ${port} is in use${
      owner ? ` by ${owner}` : ''
    }. Stop that, or take another port: npm start -- ${option} ${port + 100}`,
  );
}

/** Who listens on a port, where the machine has a program that tells. */
async function ownerOf(port: number): Promise<string | undefined> {
  const run = promisify(execFile);
  const listing = await run('lsof', [
    '-nP',
    `-iTCP:${port}`,
    '-sTCP:LISTEN',
    '-Fpc',
  ])
    .then(({ stdout }) => stdout)
    .catch(() => '');
  const [, pid, name] = /^p(\d+)\nc(.+)$/m.exec(listing) ?? [];
  if (pid) return `${name} (process ${pid})`;
  const sockets = await run('ss', ['-ltnpH', `sport = :${port}`])
    .then(({ stdout }) => stdout)
    .catch(() => '');
  const [, program, id] = /\(\("([^"]+)",pid=(\d+)/.exec(sockets) ?? [];
  return program && `${program} (process ${id})`;
}
