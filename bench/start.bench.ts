// How long `npm start` takes on a fresh clone, and on a clone that has run before.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, repoRoot } from '../packages/real-parts/src/index.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const WARM_STARTS = 5;
const WITHIN_MS = 15 * 60_000;

const dir = mkdtempSync(join(tmpdir(), 'backstage-prefect-clone-'));
try {
  execFileSync('git', [
    'clone',
    '--quiet',
    '--depth',
    '1',
    `file://${repoRoot()}`,
    dir,
  ]);
  const cold = await startOnce();
  const warm: number[] = [];
  for (let start = 0; start < WARM_STARTS; start++)
    warm.push(await startOnce());
  saveResult({
    name: 'start',
    what: 'Seconds from `npm start` to a portal that answers: on a fresh clone (nothing installed; package managers may have caches) and on a clone that has run before',
    target: 'Warm ≤ 40 s',
    measured: { coldS: Math.round(cold), warmS: spreadOf(warm) },
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** Starts the product as a user does, waits for the portal, ends it with Ctrl-C. */
async function startOnce(): Promise<number> {
  const port = await freePort();
  const others = [
    '--prefect-port',
    await freePort(),
    '--prefect-dev-port',
    await freePort(),
    '--oidc-port',
    await freePort(),
  ];
  const startedAt = Date.now();
  const child = spawn(
    'npm',
    ['start', '--', '--json', '--port', String(port), ...others.map(String)],
    { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  );
  const ended = once(child, 'exit').then(() => {
    throw new Error('npm start ended before the portal answered.');
  });
  await Promise.race([portalAnswers(port), ended]);
  const seconds = (Date.now() - startedAt) / 1000;
  ended.catch(() => undefined);
  process.kill(-child.pid!, 'SIGINT');
  if (child.exitCode === null) await once(child, 'exit');
  if (existsSync(join(dir, '.data/demo.pid')))
    throw new Error('It did not stop cleanly.');
  return seconds;
}

async function portalAnswers(port: number): Promise<void> {
  for (const end = Date.now() + WITHIN_MS; Date.now() < end; ) {
    const answer = await fetch(
      `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    ).catch(() => undefined);
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error('The portal did not answer in time.');
}
