import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import createKnex, { type Knex } from 'knex';
import { openDatabase } from '../database';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { differencesWhenSettled } from './__testUtils__/differencesWhenSettled';
import { PrefectDriver } from './__testUtils__/PrefectDriver';
import { TcpProxy } from './__testUtils__/TcpProxy';
import { createMirror } from './createMirror';
import type { Mirror } from './Mirror';

jest.setTimeout(300_000);

const INSTANCE = 'production' as InstanceId;
const SETTLED_WITHIN_MS = 60_000;

describe('the mirror while its own database is in trouble', () => {
  let dir: string;
  let postgres: Postgres;
  let prefectPostgres: Postgres;
  let prefect: Prefect;
  let driver: PrefectDriver;
  let instances: Instances;
  let proxy: TcpProxy;
  let deployment: string;
  /** Past all trouble. */
  let direct: Knex;
  let db: Knex;
  let mirror: Mirror;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'database-faults-'));
    postgres = await startPostgres({ dir: join(dir, 'postgres') });
    prefectPostgres = await startPostgres({ dir: join(dir, 'postgres-2') });
    prefect = await startPrefect({
      dir: join(dir, 'prefect'),
      authString: 'test:test',
      database: prefectPostgres.asyncpgUrl,
    });
    driver = new PrefectDriver(prefect);
    deployment = await driver.makeDeployment('daily', 'orders');
    instances = createInstances([
      {
        instance: {
          id: INSTANCE,
          title: 'Production',
          environment: 'test',
          labels: {},
          apiUrl: prefect.apiUrl,
          uiUrl: undefined,
        },
        credential: {
          kind: 'authString',
          secret: { from: 'value', value: 'test:test' },
        },
        headers: {},
        timeoutMs: 10_000,
      },
    ]);
    const url = new URL(postgres.url);
    proxy = await TcpProxy.start({
      host: url.hostname,
      port: Number(url.port || 5432),
    });
    direct = createKnex({ client: 'pg', connection: postgres.url });
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    db = createKnex({
      client: 'pg',
      connection: url.href,
      log: { warn: () => {}, error: () => {} },
    });
    await openDatabase(
      mockServices.database.mock({ getClient: async () => db }),
    );
    mirror = createMirror({
      db,
      instances,
      settings: {
        retentionDays: 30,
        seedDays: 30,
        maxRunsPerDeployment: 10_000,
        reconcileSeconds: 5,
      },
      logger: mockServices.logger.mock(),
    });
    await mirror.start();
    await untilState('current');
  });

  afterAll(async () => {
    proxy?.heal();
    await mirror?.stop();
    await db?.destroy();
    await direct?.destroy();
    proxy?.stop();
    await instances?.close();
    await prefect?.stop();
    await prefectPostgres?.stop();
    await postgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function untilState(state: string): Promise<void> {
    const isSo = await waitUntil(
      async () => mirror.freshness(INSTANCE).state === state,
      { deadlineMs: SETTLED_WITHIN_MS, everyMs: 50 },
    );
    if (!isSo) throw new Error(`Not ${state}`);
  }

  async function changeSome(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const run = await driver.startRun(deployment);
      await driver.setState(run, 'RUNNING');
      if (index % 2 === 0) await driver.setState(run, 'COMPLETED');
      if (index % 5 === 0) await driver.call('DELETE', `/flow_runs/${run}`);
    }
  }

  async function expectConverged(): Promise<void> {
    await expect(
      differencesWhenSettled(direct, driver, {
        isCurrent: () => mirror.freshness(INSTANCE).state === 'current',
        withinMs: SETTLED_WITHIN_MS,
      }),
    ).resolves.toEqual([]);
  }

  it('is right again after its connections were cut under load, as by a fail-over', async () => {
    const changes = changeSome(30);
    for (let cuts = 0; cuts < 4; cuts++) {
      await delay(400);
      proxy.cut();
    }
    await changes;

    await expectConverged();
  });

  it('is right again after the server ended all connections, as by a restart', async () => {
    const changes = changeSome(20);
    await delay(300);
    await direct.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await changes;

    await expectConverged();
  });

  it.each<[string, () => void]>([
    ['is down', () => proxy.refuse()],
    ['does not answer', () => proxy.fallSilent()],
  ])(
    'says since when it may be behind while the database %s, and follows again by itself',
    async (_, break_) => {
      await expectConverged();
      const before = Date.now();
      break_();
      await changeSome(10);
      await untilState('stale');

      const freshness = mirror.freshness(INSTANCE);
      expect(freshness).toMatchObject({
        state: 'stale',
        problem: "The portal's own database does not answer.",
      });
      const { asOf } = freshness as { asOf: string };
      expect(Date.parse(asOf)).toBeLessThan(before + 1_000);
      expect(Date.parse(asOf)).toBeGreaterThan(before - 30_000);

      proxy.heal();
      await untilState('current');
      await expectConverged();
    },
  );
});
