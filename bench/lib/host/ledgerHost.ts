// A ledger for a bench, in a process of its own: started by `ledger.bench.ts`.
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { mockServices } from '@backstage/backend-test-utils';
import { verifyLedger } from '../../../packages/ledger-verify/src';
import { openDatabase } from '../../../plugins/prefect-backend/src/database';
import { createLedger } from '../../../plugins/prefect-backend/src/ledger';
import { scheduleOnTimer } from '../../../plugins/prefect-backend/src/schedule';
import { generateKeyPairSync } from 'node:crypto';
import { databaseConfig } from './databaseConfig';
import type { FromLedger, LedgerOptions } from './LedgerOptions';
import type { BenchDatabase } from './PortalOptions';

const WARM_UP_MS = 1_000;

const key = generateKeyPairSync('ed25519');

async function main(options: LedgerOptions): Promise<void> {
  const ledger = await openLedger(options.database);
  await ledger.start();
  const act = async (turn: number) => {
    const id = await ledger.intent(actOf(turn));
    await ledger.outcome(id, { status: 'succeeded', resource: { run: 'r' } });
  };

  await underLoad(options.callers, WARM_UP_MS, act);
  const entriesPerSecond: number[] = [];
  const loadedMs: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const taken = await underLoad(options.callers, options.roundMs, act);
    entriesPerSecond.push((2 * taken.length * 1000) / options.roundMs);
    for (const ms of taken) loadedMs.push(ms);
  }
  const aloneMs: number[] = [];
  for (let sample = 0; sample < options.samples; sample++) {
    aloneMs.push(await timed(() => act(sample)));
  }
  const report = await verifyLedger(ledger.export(), {
    keys: [key.publicKey.export({ type: 'spki', format: 'pem' }) as string],
  });
  await ledger.stop();
  const result: FromLedger = {
    kind: 'measured',
    entriesPerSecond,
    loadedMs,
    aloneMs,
    entries: report.counts.entries,
    verdict: report.verdict,
  };
  process.send?.(result, () => process.exit(0));
}

async function openLedger(database: BenchDatabase) {
  const manager = DatabaseManager.fromConfig(
    mockServices.rootConfig({
      data: { backend: { database: databaseConfig(database) } },
    }),
  );
  const logger = mockServices.rootLogger({ level: 'warn' });
  const db = await openDatabase(
    manager.forPlugin('prefect', {
      logger,
      lifecycle: { addStartupHook() {}, addShutdownHook() {} },
    }),
  );
  return createLedger({
    db,
    logger,
    clock: Date.now,
    schedule: scheduleOnTimer,
    settings: {
      signingKeys: [key.privateKey],
      digestKey: 'of a bench, where it protects nothing at all',
      checkpointSeconds: 5,
      heartbeatSeconds: 300,
      anchorFile: undefined,
      retentionDays: 400,
      verifySeconds: 900,
    },
  });
}

/** How long each act took of callers that act one time after the other. */
async function underLoad(
  callers: number,
  forMs: number,
  act: (turn: number) => Promise<void>,
): Promise<number[]> {
  const taken: number[] = [];
  const end = performance.now() + forMs;
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      for (let turn = caller; performance.now() < end; turn += callers) {
        taken.push(await timed(() => act(turn)));
      }
    }),
  );
  return taken;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function actOf(turn: number) {
  const parameters = { region: 'eu', day: '2026-11-24', batch: turn };
  return {
    principal: { kind: 'user', ref: `user:default/person-${turn % 40}` },
    action: 'run-start',
    resource: {
      instance: 'production',
      deployment: `00000000-0000-4000-8000-${String(turn % 500).padStart(
        12,
        '0',
      )}`,
    },
    door: 'portal',
    decision: { allowed: true, policy: 'owners-run' },
    parameters: { ...parameters, api_token: '••••••••' },
    sent: { ...parameters, api_token: 'a secret' },
    meta: { title: 'orders-etl/hourly', idempotencyKey: `key-${turn}` },
  };
}

void main(JSON.parse(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});
