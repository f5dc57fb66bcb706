import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
} from '@backstage-prefect/real-parts';
import { openDatabase } from '../database';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { differencesWhenSettled } from './__testUtils__/differencesWhenSettled';
import { PrefectDriver } from './__testUtils__/PrefectDriver';
import { randomFrom } from './__testUtils__/randomFrom';
import { createMirror } from './createMirror';

jest.setTimeout(400_000);

const RUNS = 200;
const AT_ONCE = 8;
const SETTLED_WITHIN_MS = 90_000;
const INSTANCE = 'storm' as InstanceId;
const STATE_TYPES = ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];

describe('the mirror after a storm', () => {
  const databases = TestDatabases.create({
    ids: ['SQLITE_3', 'POSTGRES_15'],
  });
  let dir: string;
  let postgres: Postgres;
  let prefect: Prefect;
  let driver: PrefectDriver;
  let instances: Instances;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'storm-'));
    postgres = await startPostgres({ dir: join(dir, 'postgres') });
    prefect = await startPrefect({
      dir: join(dir, 'prefect'),
      authString: 'storm:test',
      database: postgres.asyncpgUrl,
    });
    driver = new PrefectDriver(prefect);
    instances = createInstances([
      {
        instance: {
          id: INSTANCE,
          title: 'Storm',
          environment: 'test',
          labels: {},
          apiUrl: prefect.apiUrl,
          uiUrl: undefined,
        },
        credential: {
          kind: 'authString',
          secret: { from: 'value', value: 'storm:test' },
        },
        headers: {},
        timeoutMs: 15_000,
      },
    ]);
  });

  afterAll(async () => {
    await instances?.close();
    await prefect?.stop();
    await postgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  it.each(databases.eachSupportedId())(
    'equals Prefect field by field, %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const db = await openDatabase(
        mockServices.database.mock({ getClient: async () => knex }),
      );
      const mirror = createMirror({
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
      try {
        await storm(randomFrom(databaseId));
        const differences = await differencesWhenSettled(db, driver, {
          isCurrent: () => mirror.freshness(INSTANCE).state === 'current',
          withinMs: SETTLED_WITHIN_MS,
        });
        expect(differences).toEqual([]);
        const kinds = await db('runs')
          .distinct('state_type')
          .pluck('state_type');
        expect(kinds).toEqual(
          expect.arrayContaining(['COMPLETED', 'FAILED', 'CANCELLED']),
        );
      } finally {
        await mirror.stop();
      }
    },
  );

  /** Starts, moves and deletes runs while the server is killed and comes back. */
  async function storm(random: () => number): Promise<void> {
    const deployment = await driver.makeDeployment(
      `d${Math.floor(random() * 1e9)}`,
      'storm',
    );
    const work = Array.from({ length: RUNS }, (_, index) => index);
    let outage: Promise<void> | undefined;
    const next = async (): Promise<void> => {
      for (let index = work.pop(); index !== undefined; index = work.pop()) {
        if (work.length === RUNS / 2) {
          outage = breakDown();
        }
        await liveRun(deployment, random).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
    await outage;
    await liveRun(deployment, random);
  }

  async function breakDown(): Promise<void> {
    await prefect.kill();
    await prefect.restart();
  }

  async function liveRun(deployment: string, random: () => number) {
    const run = await driver.startRun(deployment, {
      parameters: { n: Math.floor(random() * 100) },
      tags: [`t${Math.floor(random() * 5)}`],
    });
    const steps = Math.floor(random() * 4);
    for (let step = 0; step < steps; step++) {
      const type = STATE_TYPES[Math.floor(random() * STATE_TYPES.length)];
      await driver.setState(run, type, `step ${step}`);
    }
    if (random() < 0.1) await driver.call('DELETE', `/flow_runs/${run}`);
  }
});
