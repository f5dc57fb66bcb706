import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Postgres,
  type Prefect,
  repoRoot,
  startPostgres,
  startPrefect,
} from '@backstage-prefect/real-parts';
import * as fc from 'fast-check';
import createKnex, { type Knex } from 'knex';
import { openDatabase } from '../database';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { type Command, schedules, type Stage } from './__testUtils__/Commands';
import { differencesWhenSettled } from './__testUtils__/differencesWhenSettled';
import { FaultProxy } from './__testUtils__/FaultProxy';
import { MirrorProcess } from './__testUtils__/MirrorProcess';
import { Page } from './__testUtils__/Page';
import { PrefectDriver } from './__testUtils__/PrefectDriver';
import { SlownessProbe } from './__testUtils__/SlownessProbe';
import { SteppedClock } from './__testUtils__/SteppedClock';
import { createMirror } from './createMirror';
import { isPostgres } from './lease/databaseClock';
import type { LeaseTiming } from './lease/Lease';
import type { Mirror } from './Mirror';

/** How many schedules are played; more than the usual is the long run. */
const RUNS = Number(process.env.CONVERGENCE_RUNS ?? 20);
/** Ends the long run early; what was played counts. */
const MINUTES = Number(process.env.CONVERGENCE_MINUTES ?? 24 * 60);
/** Where the long run says what it did. */
const RESULT_FILE = join(repoRoot(), 'bench/results/convergence.json');
/** Plays the same schedules again. */
const SEED = Number(process.env.CONVERGENCE_SEED ?? randomInt(2 ** 31));
const INSTANCE = 'production' as InstanceId;
const SETTLED_WITHIN_MS = 60_000;
/** A state that Prefect has left for so long must not be shown any more. */
const BEHIND_MS = 5_000;
/** And so many times what the questions of one comparison take on this machine. */
const COMPARISONS = 3;
/** Short, so that a schedule does not have to wait for the lease of a mirror that died. */
const TIMING: LeaseTiming = { lastsMs: 600, renewEveryMs: 150 };
const SETTINGS = {
  retentionDays: 30,
  seedDays: 30,
  maxRunsPerDeployment: 10_000,
  reconcileSeconds: 1,
};

jest.setTimeout(120_000 + RUNS * 60_000);

describe(`the mirror under random faults (CONVERGENCE_SEED=${SEED})`, () => {
  const clock = new SteppedClock();
  let dir: string;
  let postgres: Postgres;
  let prefectPostgres: Postgres;
  let prefect: Prefect;
  let driver: PrefectDriver;
  let proxy: FaultProxy;
  let instances: Instances;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'convergence-'));
    postgres = await startPostgres({ dir: join(dir, 'postgres') });
    prefectPostgres = await startPostgres({ dir: join(dir, 'postgres-2') });
    prefect = await startPrefect({
      dir: join(dir, 'prefect'),
      authString: 'test:test',
      database: prefectPostgres.asyncpgUrl,
    });
    driver = new PrefectDriver(prefect);
    proxy = await FaultProxy.start(prefect.apiUrl);
    instances = createInstances([
      {
        instance: {
          id: INSTANCE,
          title: 'Production',
          environment: 'test',
          labels: {},
          apiUrl: proxy.apiUrl,
          uiUrl: undefined,
        },
        credential: {
          kind: 'authString',
          secret: { from: 'value', value: 'test:test' },
        },
        headers: {},
        timeoutMs: 5_000,
      },
    ]);
    clock.install();
  });

  afterAll(async () => {
    clock.remove();
    await instances?.close();
    await proxy?.stop();
    await prefect?.stop();
    await prefectPostgres?.stop();
    await postgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** A process that died asks in vain, and neither long nor loudly. */
  const quiet = {
    acquireConnectionTimeout: 2_000,
    log: { warn: () => {}, error: () => {} },
  };
  const databases: Record<string, () => Knex> = {
    SQLite: () =>
      createKnex({
        ...quiet,
        client: 'better-sqlite3',
        connection: { filename: join(dir, 'mirror.sqlite') },
        useNullAsDefault: true,
      }),
    Postgres: () =>
      createKnex({ ...quiet, client: 'pg', connection: postgres.url }),
  };

  it(`equals Prefect after each of ${RUNS} schedules, and shows nothing that it had left before`, async () => {
    const names = Object.keys(databases);
    const startedAt = SteppedClock.now();
    const commands = new Map<string, number>();
    let played = 0;
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(schedules, async schedule => {
        // Not by fast-check's own limit, which would leave a schedule playing.
        if (SteppedClock.now() - startedAt > MINUTES * 60_000) return;
        trace(`${played + 1}: ${schedule.join('; ')}`);
        crashes += await play(
          schedule,
          databases[names[played % names.length]],
        );
        played += 1;
        for (const { kind } of schedule) {
          commands.set(kind, (commands.get(kind) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    // A few schedules may have none.
    expect(crashes).toBeGreaterThanOrEqual(RUNS >= 20 ? 1 : 0);
    if (process.env.CONVERGENCE_RUNS) {
      const result = {
        seed: SEED,
        schedules: played,
        differences: 0,
        shownTooLong: 0,
        mirrorsThatDied: crashes,
        commands: Object.fromEntries([...commands].sort()),
        databases: names,
        minutes: Math.round((SteppedClock.now() - startedAt) / 6_000) / 10,
        ended: new Date(SteppedClock.now()).toISOString(),
        machine: `${cpus().length} × ${cpus()[0].model}`,
        node: process.version,
      };
      await writeFile(RESULT_FILE, `${JSON.stringify(result, null, 2)}\n`);
    }
  });

  /** Plays a schedule from nothing to the end; answers how often the mirror died. */
  async function play(
    schedule: readonly Command[],
    connect: () => Knex,
  ): Promise<number> {
    const db = connect();
    await clear(db);
    const mirror = new MirrorProcess({
      connect,
      instances,
      settings: SETTINGS,
      timing: TIMING,
    });
    const portal = createMirror({
      db,
      instances,
      settings: SETTINGS,
      logger: mockServices.logger.mock(),
      following: 'never',
    });
    const probe = new SlownessProbe(driver);
    const page = new Page({ db, mirror: portal, instance: INSTANCE });
    const deployments = [
      await driver.makeDeployment('first', 'flow-0'),
      await driver.makeDeployment('second', 'flow-1'),
    ];
    const runs = await Promise.all(
      [...deployments, ...deployments].map(id => driver.startRun(id)),
    );
    const stage: Stage = {
      driver,
      proxy,
      mirror,
      clock,
      restartPrefect: async () => {
        await prefect.kill();
        await prefect.restart();
      },
      deployments,
      runs,
      deletedAt: new Map(),
    };
    try {
      await mirror.start();
      await portal.start();
      await page.open();
      void probe.run();
      for (const command of schedule) await command.play(stage);
      proxy.heal();
      await expectConverged(db, portal);
      await expectToldOfEverything(page);
      const allowedMs = BEHIND_MS + COMPARISONS * probe.longestMs;
      await expectNothingLeftWasShown(stage, page, allowedMs);
      return mirror.crashes;
    } finally {
      clock.right();
      proxy.heal();
      probe.stop();
      await mirror.stop();
      await page.close();
      await portal.stop();
      await db.destroy();
    }
  }

  /** Empty tables, and nothing in Prefect. */
  async function clear(db: Knex): Promise<void> {
    await openDatabase(
      mockServices.database.mock({ getClient: async () => db }),
    );
    for (const table of await tablesOf(db)) await db(table).delete();
    for (const { id } of await driver.readAll('/deployments/filter')) {
      await driver.call('DELETE', `/deployments/${id}`);
    }
    for (const { id } of await driver.readAll('/flows/filter')) {
      await driver.call('DELETE', `/flows/${id}`);
    }
  }

  async function expectConverged(db: Knex, portal: Mirror): Promise<void> {
    await expect(
      differencesWhenSettled(db, driver, {
        isCurrent: () => portal.freshness(INSTANCE).state === 'current',
        withinMs: SETTLED_WITHIN_MS,
      }),
    ).resolves.toEqual([]);
  }

  /** News take a moment, and Prefect's scheduler goes on making runs. */
  async function expectToldOfEverything(page: Page): Promise<void> {
    let differences: string[] = [];
    for (let tries = 0; tries < 10; tries++) {
      differences = await page.differences();
      if (differences.length === 0) break;
      await delay(200);
    }
    expect(differences).toEqual([]);
  }

  async function expectNothingLeftWasShown(
    { runs, deletedAt }: Stage,
    { lastShown }: Page,
    allowedMs: number,
  ): Promise<void> {
    const violations: string[] = [];
    const check = (key: string, leftAt: number) => {
      const behind = (lastShown.get(key) ?? 0) - leftAt;
      if (behind > allowedMs) {
        violations.push(`${key} was shown ${behind} ms after Prefect left it`);
      }
    };
    for (const run of runs) {
      const states: { id: string; timestamp: string }[] = await driver.call(
        'GET',
        `/flow_run_states/?flow_run_id=${run}`,
      );
      states.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
      states.slice(0, -1).forEach(({ id }, index) => {
        check(`${run} ${id}`, Date.parse(states[index + 1].timestamp));
      });
    }
    for (const key of lastShown.keys()) {
      const gone = deletedAt.get(key.split(' ')[0]);
      if (gone !== undefined) check(key, gone);
    }
    expect(violations).toEqual([]);
  }
});

/** The mirror's tables; those of Knex and of the bindings stay as they are. */
async function tablesOf(db: Knex): Promise<string[]> {
  const names: string[] = isPostgres(db)
    ? await db('pg_tables').where({ schemaname: 'public' }).pluck('tablename')
    : await db('sqlite_master').where({ type: 'table' }).pluck('name');
  return names.filter(name => !/^(knex_|sqlite_|settled_bindings)/.test(name));
}

/** What is played, for whoever wants to watch. */
function trace(line: string): void {
  if (process.env.CONVERGENCE_TRACE) process.stderr.write(`${line}\n`);
}
