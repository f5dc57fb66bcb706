import { mockServices } from '@backstage/backend-test-utils';
import {
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import createKnex, { type Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../database';
import { createInstances, type InstanceId, type Instances } from '../instances';
import { differencesWhenSettled } from './__testUtils__/differencesWhenSettled';
import { PrefectDriver } from './__testUtils__/PrefectDriver';
import { createMirror } from './createMirror';
import type { Mirror } from './Mirror';

jest.setTimeout(300_000);

const INSTANCE = 'production' as InstanceId;
const SETTLED_WITHIN_MS = 60_000;
/** As many pages as a file of SQLite can have. */
const NO_LIMIT = 4_294_967_294;
/** Of a run, so that runs need pages of their own. */
const LONG_TEXT = 'x'.repeat(6_000);
const NO_ROOM = "The portal's own database has no room left.";

/** A mirror on a file of SQLite that can be made full: it then takes no new page. */
class Portal {
  readonly db: Knex;
  readonly mirror: Mirror;

  private constructor(db: Knex, instances: Instances) {
    this.db = db;
    this.mirror = createMirror({
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
  }

  static async open(file: string, instances: Instances): Promise<Portal> {
    const db = createKnex({
      client: 'better-sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
    });
    await openDatabase(
      mockServices.database.mock({ getClient: async () => db }),
    );
    return new Portal(db, instances);
  }

  /** SQLite takes the pages that there are for the least. */
  async fill(): Promise<void> {
    await this.db.raw('pragma max_page_count = 1');
  }

  async makeRoom(): Promise<void> {
    await this.db.raw(`pragma max_page_count = ${NO_LIMIT}`);
  }

  async untilState(state: string): Promise<void> {
    const isSo = await waitUntil(
      async () => this.mirror.freshness(INSTANCE).state === state,
      { deadlineMs: SETTLED_WITHIN_MS, everyMs: 50 },
    );
    if (!isSo) throw new Error(`Not ${state}`);
  }

  async countRuns(): Promise<number> {
    const [{ count }] = await this.db('runs').count({ count: '*' });
    return Number(count);
  }

  async close(): Promise<void> {
    await this.mirror.stop();
    await this.db.destroy();
  }
}

describe('the mirror while the disk of its database is full', () => {
  let dir: string;
  let prefectPostgres: Postgres;
  let prefect: Prefect;
  let driver: PrefectDriver;
  let instances: Instances;
  let deployment: string;
  let portal: Portal;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'disk-full-'));
    prefectPostgres = await startPostgres({ dir: join(dir, 'postgres') });
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
    await changeSome(10);
  });

  afterEach(async () => {
    await portal?.close();
  });

  afterAll(async () => {
    await instances?.close();
    await prefect?.stop();
    await prefectPostgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function changeSome(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      const run = await driver.startRun(deployment, {
        parameters: { text: LONG_TEXT },
      });
      await driver.setState(run, 'RUNNING');
      if (index % 2 === 0) await driver.setState(run, 'COMPLETED');
      if (index % 5 === 0) await driver.call('DELETE', `/flow_runs/${run}`);
    }
  }

  async function expectConverged(): Promise<void> {
    await expect(
      differencesWhenSettled(portal.db, driver, {
        isCurrent: () => portal.mirror.freshness(INSTANCE).state === 'current',
        withinMs: SETTLED_WITHIN_MS,
      }),
    ).resolves.toEqual([]);
  }

  async function expectFull(): Promise<void> {
    const flow = { instance: 'x', id: 'x', name: LONG_TEXT, tags: '[]' };
    await expect(portal.db('flows').insert(flow)).rejects.toMatchObject({
      code: 'SQLITE_FULL',
    });
  }

  it('says since when it may be behind, keeps what it has, and follows again when there is room', async () => {
    portal = await Portal.open(join(dir, 'followed.sqlite'), instances);
    await portal.mirror.start();
    await expectConverged();
    const known = await portal.countRuns();

    const before = Date.now();
    await portal.fill();
    await expectFull();
    await changeSome(20);
    await driver.call('PATCH', `/deployments/${deployment}`, {
      description: LONG_TEXT,
    });
    await portal.untilState('stale');

    const freshness = portal.mirror.freshness(INSTANCE);
    expect(freshness).toMatchObject({ state: 'stale', problem: NO_ROOM });
    const { asOf } = freshness as { asOf: string };
    expect(Date.parse(asOf)).toBeLessThan(before + 1_000);
    expect(Date.parse(asOf)).toBeGreaterThan(before - 30_000);
    expect(portal.mirror.following(INSTANCE).behindMs).toBeGreaterThan(5_000);
    expect(await portal.countRuns()).toBeGreaterThanOrEqual(known);

    await portal.makeRoom();
    await portal.untilState('current');
    await expectConverged();
  });

  it('goes on with its first reading where there was no more room', async () => {
    await changeSome(20);
    portal = await Portal.open(join(dir, 'seeded.sqlite'), instances);
    await portal.fill();
    await expectFull();
    await portal.mirror.start();
    const said = await waitUntil(
      async () => {
        const freshness = portal.mirror.freshness(INSTANCE);
        return freshness.state === 'seeding' && freshness.problem;
      },
      { deadlineMs: SETTLED_WITHIN_MS },
    );
    expect(said).toBe(NO_ROOM);

    await portal.makeRoom();
    await expectConverged();
  });
});
