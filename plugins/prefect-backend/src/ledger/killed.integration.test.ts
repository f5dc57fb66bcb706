import { verifyLedger } from '@backstage-prefect/ledger-verify';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileLedger } from './__testUtils__/openFileLedger';

jest.setTimeout(120_000);

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

it.each([
  ['before the intent', { ran: false, open: 0 }],
  ['while the intent is written', { ran: false, open: 0 }],
  ['after the intent', { ran: false, open: 1 }],
  ['after the effect', { ran: true, open: 1 }],
  ['while the outcome is written', { ran: true, open: 1 }],
  ['after the outcome', { ran: true, open: 0 }],
])('killed %s, nothing ran without an intent', async (step, { ran, open }) => {
  expect(await actUntilKilled(step)).toBe('SIGKILL');
  const { db, ledger } = await openFileLedger(directory, 'next');
  try {
    expect(effects()).toHaveLength(WHOLE_ACTS + Number(ran));
    const found = await verify(ledger);
    expect(found.intents).toEqual(expect.arrayContaining(effects()));
    expect(found.report.underWay).toHaveLength(open);
    expect(found.report.verdict).toBe('ok');

    // As half a minute later.
    await db('ledger_writers').where({ writer: 'dead' }).update({ seen_at: 0 });
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
});
