// How fast acts are recorded, each entry on the disk before its promise settles.
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkHost } from './lib/forkHost.ts';
import type { FromLedger, LedgerOptions } from './lib/host/LedgerOptions.ts';
import { DATABASES, openDatabase } from './lib/openCompany.ts';
import { saveResult } from './lib/saveResult.ts';
import { spreadOf } from './lib/spread.ts';

const LOAD = { callers: 32, rounds: 5, roundMs: 4_000, samples: 500 };
const WRITES = 300;

const measured: Record<string, unknown> = { disk: { writeMs: measureDisk() } };
for (const kind of DATABASES) measured[kind] = await measureOn(kind);
saveResult({
  name: 'ledger',
  what: 'Entries per second of 32 callers that record acts one after the other, an intent and an outcome each, with checkpoints every 5 seconds; and milliseconds that both entries of an act take, under that load and alone. What was written is exported and verified. For comparison: a page that is written and synced to the same disk',
  target:
    '≥ 8,000 entries/s with 32 callers on SQLite and on Postgres, ≤ 1.5 ms at p50 for an act alone',
  measured,
});

async function measureOn(kind: (typeof DATABASES)[number]) {
  const { database, close } = await openDatabase(kind);
  try {
    const { entriesPerSecond, loadedMs, aloneMs, entries, verdict } =
      await measureLedger({ database, ...LOAD });
    if (verdict !== 'ok') throw new Error(`The ledger on ${kind} is broken.`);
    return {
      entriesPerSecond: spreadOf(entriesPerSecond),
      actAloneMs: fineSpreadOf(aloneMs),
      actUnderLoadMs: fineSpreadOf(loadedMs),
      verifiedEntries: entries,
    };
  } finally {
    await close();
  }
}

async function measureLedger(options: LedgerOptions): Promise<FromLedger> {
  const child = await forkHost('ledgerHost.ts', options);
  return new Promise((resolve, reject) => {
    child.once('message', (message: FromLedger) => resolve(message));
    child.once('exit', code => reject(new Error(`The host ended: ${code}`)));
  });
}

/** What the disk itself takes for the least that a commit can write. */
function measureDisk() {
  const path = join(tmpdir(), `bench-disk-${process.pid}`);
  const file = openSync(path, 'w');
  const taken: number[] = [];
  try {
    for (let turn = 0; turn < WRITES; turn++) {
      const startedAt = performance.now();
      writeSync(file, Buffer.alloc(4096, turn));
      fdatasyncSync(file);
      taken.push(performance.now() - startedAt);
    }
  } finally {
    closeSync(file);
    rmSync(path);
  }
  return fineSpreadOf(taken);
}

/** In hundredths: a tenth of a millisecond is much here. */
function fineSpreadOf(values: readonly number[]) {
  const { samples, ...spread } = spreadOf(values.map(value => value * 10));
  const inMs = Object.entries(spread).map(([name, value]) => [
    name,
    Math.round(value * 10) / 100,
  ]);
  return { samples, ...Object.fromEntries(inMs) };
}
