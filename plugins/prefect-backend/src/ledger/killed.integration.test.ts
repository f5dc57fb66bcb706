import { verifyLedger } from '@backstage-prefect/ledger-verify';
import { repoRoot } from '@backstage-prefect/real-parts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFileLedger } from './__testUtils__/openFileLedger';

jest.setTimeout(120_000);

/** Each step once, or as often as it is asked for: `LEDGER_KILLS=102` writes what it found. */
const KILLS = Number(process.env.LEDGER_KILLS ?? 6);
const RESULT_FILE = join(repoRoot(), 'bench/results/kills.json');

/** Acts that the actor ends before it dies. */
const WHOLE_ACTS = 3;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function actUntilKilled(step: string): Promise<string | null> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '__testUtils__/actor.ts'),
      directory,
      step,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development' },
    },
  );
  const [, signal] = await once(child, 'exit');
  return signal;
}

function effects(): string[] {
  const file = join(directory, 'effects');
  return existsSync(file)
    ? readFileSync(file, 'utf8').split('\n').filter(Boolean)
    : [];
}

async function verify(ledger: { export(): AsyncIterable<string> }) {
  const lines: string[] = [];
  for await (const line of ledger.export()) lines.push(line);
  const { meta } = lines
    .map(line => JSON.parse(line))
    .find(({ kind }) => kind === 'key');
  const intents = lines
    .map(line => JSON.parse(line))
    .filter(({ kind }) => kind === 'intent')
    .map(({ id }) => id);
  const report = await verifyLedger(lines, { keys: [meta.publicKey] });
  return { intents, report };
}

const STEPS = [
  ['before the intent', { ran: false, open: 0 }],
  ['while the intent is written', { ran: false, open: 0 }],
  ['after the intent', { ran: false, open: 1 }],
  ['after the effect', { ran: true, open: 1 }],
  ['while the outcome is written', { ran: true, open: 1 }],
  ['after the outcome', { ran: true, open: 0 }],
] as const;

const killed: Record<string, number> = {};

const deaths = Array.from({ length: KILLS }, (_, death) => {
  const [step, expected] = STEPS[death % STEPS.length];
  return { death: death + 1, step, ...expected };
});

it.each(deaths)(
  'killed $step ($death), nothing ran without an intent',
  async ({ step, ran, open }) => {
    expect(await actUntilKilled(step)).toBe('SIGKILL');
    const { db, ledger } = await openFileLedger(directory, 'next');
    try {
      expect(effects()).toHaveLength(WHOLE_ACTS + Number(ran));
      const found = await verify(ledger);
      expect(found.intents).toEqual(expect.arrayContaining(effects()));
      expect(found.report.underWay).toHaveLength(open);
      expect(found.report.verdict).toBe('ok');

      // As half a minute later.
      await db('ledger_writers')
        .where({ writer: 'dead' })
        .update({ seen_at: 0 });
      await ledger.start();

      const { report } = await verify(ledger);
      expect(report).toMatchObject({
        verdict: 'ok',
        underWay: [],
        counts: {
          unknown: open,
          intents: WHOLE_ACTS + Math.max(open, Number(ran)),
        },
      });
    } finally {
      await ledger.stop();
      await db.destroy();
    }
    killed[step] = (killed[step] ?? 0) + 1;
  },
);

afterAll(async () => {
  const kills = Object.values(killed).reduce((sum, count) => sum + count, 0);
  // Only when none of them found anything.
  if (!process.env.LEDGER_KILLS || kills < KILLS) return;
  const result = {
    kills,
    ofThem: killed,
    ranWithoutIntent: 0,
    entriesMissing: 0,
    ended: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0].model}`,
    node: process.version,
  };
  await writeFile(RESULT_FILE, `${JSON.stringify(result, null, 2)}\n`);
});
