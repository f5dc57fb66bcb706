import {
  type Postgres,
  type Prefect,
  startPostgres,
  startPrefect,
  waitUntil,
} from '@backstage-prefect/real-parts';
import { starterFolder } from '@backstage-prefect/policies';
import createKnex, { type Knex } from 'knex';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Replica, startReplica } from './__testUtils__/startReplica';
import { differencesWhenSettled } from './mirror/__testUtils__/differencesWhenSettled';
import { PrefectDriver } from './mirror/__testUtils__/PrefectDriver';
import { randomFrom } from './mirror/__testUtils__/randomFrom';

jest.setTimeout(300_000);

const NAMES = ['replica-a', 'replica-b', 'replica-c'];
const TAKEN_OVER_WITHIN_MS = 15_000;
const SETTLED_WITHIN_MS = 60_000;
const STATE_TYPES = ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'];
const AT_ONCE = 6;

/** The mirror's tables, each of whose changed rows leaves a line in `write_log`. */
const WATCHED = ['runs', 'deployments', 'instance_state', 'mirror_news'];

describe('three backends on one Postgres', () => {
  let dir: string;
  let policies: string;
  let postgres: Postgres;
  let prefectPostgres: Postgres;
  let prefect: Prefect;
  let driver: PrefectDriver;
  let db: Knex;
  let deployment: string;
  const replicas = new Map<string, Replica>();

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'replicas-'));
    policies = join(dir, 'policies');
    await cp(starterFolder(), policies, { recursive: true });
    // Terms under which a right is given for as many runs as there are.
    await writeFile(
      join(policies, 'grants.cedar'),
      (
        await readFile(join(policies, 'grants.cedar'), 'utf8')
      ).replace('@approvals("1")', '@uses("many") @parameters("any")'),
    );
    postgres = await startPostgres({ dir: join(dir, 'postgres') });
    prefectPostgres = await startPostgres({ dir: join(dir, 'postgres-2') });
    prefect = await startPrefect({
      dir: join(dir, 'prefect'),
      authString: 'portal:s3cret',
      database: prefectPostgres.asyncpgUrl,
    });
    driver = new PrefectDriver(prefect);
    deployment = await driver.makeDeployment('daily', 'orders');
    db = createKnex({
      client: 'pg',
      connection: postgres.url,
      searchPath: ['prefect'],
    });
    // Backstage's scheduler makes its own tables without a lock (@backstage/backend-defaults
    // 0.18): of several that start on an empty database at once, one may fail to.
    const [first, ...rest] = NAMES;
    await start(first);
    await Promise.all(rest.map(start));
    await logWrites(db);
    await until('all are current', areCurrent, 60_000);
  });

  afterAll(async () => {
    await Promise.all([...replicas.values()].map(each => each.kill()));
    await db?.destroy();
    await prefect?.stop();
    await prefectPostgres?.stop();
    await postgres?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  async function start(name: string): Promise<void> {
    replicas.set(
      name,
      await startReplica({ name, dir, policies, postgres, prefect }),
    );
  }

  const instanceOf = async (replica: Replica) =>
    (await replica.ask('/instances')).body.items[0];

  const lease = () => db('sync_leases').first();

  async function holder(): Promise<Replica> {
    const { holder: name } = await lease();
    const found = [...replicas.values()].find(({ pid }) =>
      name.endsWith(` ${pid}`),
    );
    if (!found) throw new Error(`${name} is no replica of this test`);
    return found;
  }

  async function others(): Promise<Replica[]> {
    const following = await holder();
    return [...replicas.values()].filter(each => each !== following);
  }

  /** How long it took until another process followed, ms. */
  async function untilTakenOver(token: number): Promise<number> {
    const since = Date.now();
    await until(
      'another process follows',
      async () => Number((await lease()).token) > token,
      TAKEN_OVER_WITHIN_MS,
    );
    return Date.now() - since;
  }

  /** Real state changes through Prefect's own API until it is told to end. */
  function startLoad(seed: string): { stop(): Promise<number> } {
    const random = randomFrom(seed);
    let isOver = false;
    let count = 0;
    const live = async () => {
      while (!isOver) {
        const run = await driver.startRun(deployment, {
          tags: [`t${Math.floor(random() * 5)}`],
        });
        for (let step = 0; step < 1 + random() * 3; step++) {
          const type = STATE_TYPES[Math.floor(random() * STATE_TYPES.length)];
          await driver.setState(run, type, `step ${step}`);
          count += 1;
        }
        if (random() < 0.1) await driver.call('DELETE', `/flow_runs/${run}`);
      }
    };
    const all = Promise.all(Array.from({ length: AT_ONCE }, live));
    return {
      stop: async () => {
        isOver = true;
        await all;
        return count;
      },
    };
  }

  async function areCurrent(): Promise<boolean> {
    const states = await Promise.all(
      [...replicas.values()].map(
        async each => (await instanceOf(each)).freshness.state,
      ),
    );
    return states.every(state => state === 'current');
  }

  async function expectAllEqualPrefect(): Promise<void> {
    await until('all are current', areCurrent, SETTLED_WITHIN_MS);
    await expect(
      differencesWhenSettled(db, driver, {
        isCurrent: () => true,
        withinMs: SETTLED_WITHIN_MS,
      }),
    ).resolves.toEqual([]);
  }

  async function expectAllAnswerTheSame(): Promise<void> {
    for (const path of [
      '/runs?limit=100',
      '/deployments',
      `/deployments/production/${deployment}`,
      '/overview',
    ]) {
      const answers = await Promise.all(
        [...replicas.values()].map(each => each.ask(path)),
      );
      for (const { status, body } of answers) {
        expect({ path, status }).toEqual({ path, status: 200 });
        expect(body).toEqual(answers[0].body);
      }
    }
  }

  async function expectAllAreTold(): Promise<void> {
    const run = await driver.startRun(deployment);
    await until(
      'the run is in the mirror',
      () => db('runs').where({ id: run }).first(),
      10_000,
    );
    for (const { signals } of replicas.values()) signals.length = 0;
    await driver.setState(run, 'CANCELLED');
    for (const { name, signals } of replicas.values()) {
      await until(
        `a subscriber of ${name} is told`,
        async () => signals.some(({ runs }) => runs.includes(run)),
        3_000,
      );
    }
  }

  it('has one that follows Prefect, and all answer the same and tell their own subscribers', async () => {
    await expectAllAreTold();
    const writers = await db('public.write_log').distinct('app').pluck('app');
    expect(writers).toEqual([(await holder()).name]);
    await expectAllEqualPrefect();
    await expectAllAnswerTheSame();
  });

  it('shows a run at once that was started on a replica that does not follow', async () => {
    for (const replica of await others()) {
      const before = Date.now();
      const { status, body } = await replica.ask(
        `/deployments/production/${deployment}/runs`,
        { parameters: {}, idempotencyKey: `from-${replica.name}` },
      );
      expect({ status, error: body.error }).toEqual({ status: 201 });
      expect(body).toMatchObject({ deployment: { id: deployment } });
      expect(Date.now() - before).toBeLessThan(5_000);

      const cancelled = await replica.ask(
        `/runs/production/${body.id}/cancel`,
        {},
      );
      expect(cancelled.body.state).toMatchObject({ type: 'CANCELLED' });
    }
  });

  describe('what somebody may', () => {
    /** It takes one or two; three backends and what they need share two cores here. */
    const IN_FORCE_WITHIN_MS = 20_000;
    let asked: number;

    /**
     * What a run that Lena wants is answered with, by each replica. What it starts is ended:
     * else it is late, by more seconds whenever somebody looks.
     */
    async function startEverywhere(): Promise<number[]> {
      asked += 1;
      return Promise.all(
        [...replicas.values()].map(async ({ name, ask }) => {
          const { status, body } = await ask(
            `/deployments/production/${deployment}/runs`,
            { parameters: {}, idempotencyKey: `${name}-${asked}-of-lena` },
            'lena',
          );
          if (status === 201)
            await ask(`/runs/production/${body.id}/cancel`, {});
          return status;
        }),
      );
    }

    const everywhere = (status: number) => NAMES.map(() => status);

    /** Whether each replica says that Lena may. */
    async function mayEverywhere(): Promise<boolean[]> {
      const answers = await Promise.all(
        [...replicas.values()].map(({ ask }) =>
          ask(`/deployments/production/${deployment}`, undefined, 'lena'),
        ),
      );
      return answers.map(({ body }) => body.may.run.allowed);
    }

    const expectEverywhere = (what: string, may: boolean) =>
      until(
        what,
        async () => (await mayEverywhere()).every(each => each === may),
        IN_FORCE_WITHIN_MS,
      );

    beforeAll(() => {
      asked = 0;
    });

    it('is given on one replica, used on all, and taken back on another at once', async () => {
      const [a, b, c] = replicas.values();
      expect(await startEverywhere()).toEqual(everywhere(403));

      const grant = await a.ask(
        `/deployments/production/${deployment}/grants`,
        {
          right: 'run',
          reason: 'A test',
          seconds: 600,
          uses: 'many',
          when: 'approved',
        },
        'lena',
      );
      expect(grant).toMatchObject({ status: 201, body: { state: 'waiting' } });
      const { id } = grant.body;
      const approved = await b.ask(`/grants/${id}/approve`, { reason: 'Yes' });
      expect(approved).toMatchObject({
        status: 200,
        body: { state: 'active' },
      });
      expect(await startEverywhere()).toEqual(everywhere(201));

      await c.ask(`/grants/${id}/revoke`, { reason: 'No more' });
      expect(await startEverywhere()).toEqual(everywhere(403));
    });

    it('is other on all of them soon after a change of the policies', async () => {
      const file = join(policies, 'z-lena.cedar');
      await writeFile(
        file,
        '@id("lena-runs") permit (principal == User::"user:default/lena", action == Action::"run", resource);',
      );
      await expectEverywhere('all allow it', true);
      await rm(file);
      await expectEverywhere('all deny it', false);
    });
  });

  it('goes on without a loss when the one that follows is killed under load', async () => {
    const load = startLoad('killed');
    await delay(2_000);
    const killed = await holder();
    const { token } = await lease();

    await killed.kill();
    replicas.delete(killed.name);
    const tookMs = await untilTakenOver(Number(token));
    await delay(3_000);
    const changes = await load.stop();

    expect(tookMs).toBeLessThan(TAKEN_OVER_WITHIN_MS);
    expect(changes).toBeGreaterThan(50);
    await expectAllEqualPrefect();
    await expectAllAnswerTheSame();
    await expectAllAreTold();

    await start(killed.name);
    await expectAllAnswerTheSame();
  });

  it('takes nothing from one that was asleep and has lost its lease', async () => {
    const load = startLoad('asleep');
    await delay(2_000);
    const asleep = await holder();
    const { token } = await lease();

    asleep.pause();
    await untilTakenOver(Number(token));
    await delay(2_000);
    asleep.wake();
    await delay(5_000);
    await load.stop();

    const { rows } = await db.raw(
      `select count(*)::int as late from public.write_log
       where app = ? and at > (
         select max(at) from public.write_log
         where tbl = 'sync_fences' and app <> ?
       )`,
      [asleep.name, asleep.name],
    );
    const [{ count: early }] = await db('public.write_log')
      .where({ app: asleep.name })
      .count();
    expect(Number(early)).toBeGreaterThan(20);
    expect(rows).toEqual([{ late: 0 }]);
    await expectAllEqualPrefect();
    await expectAllAnswerTheSame();
    await expectAllAreTold();
  });

  it('goes over at once when the one that follows is stopped as it should be', async () => {
    const stopped = await holder();
    const { token } = await lease();
    replicas.delete(stopped.name);

    const stopping = stopped.stop();
    const tookMs = await untilTakenOver(Number(token));
    await stopping;

    expect(tookMs).toBeLessThan(3_000);
    await expectAllAreTold();
    await expectAllEqualPrefect();
  });

  it('serves no API without the role portal, and follows nothing without sync', async () => {
    const { token } = await lease();
    const common = { dir, policies, postgres, prefect };
    const pages = await startReplica({
      ...common,
      name: 'pages',
      roles: ['portal'],
    });
    const sync = await startReplica({
      ...common,
      name: 'sync',
      roles: ['sync', 'gateway'],
    });
    // The one that follows goes last, so that none of those that leave takes it over.
    for (const each of [...(await others()), await holder()]) await each.stop();
    replicas.clear();
    await untilTakenOver(Number(token));

    const { holder: following } = await lease();
    expect(following).toMatch(new RegExp(` ${sync.pid}$`));
    await expect(sync.ask('/instances')).resolves.toMatchObject({
      status: 404,
    });
    replicas.set('pages', pages);
    await expectAllAreTold();
    await sync.kill();
    await until(
      'the pages say that they may be old, and why',
      async () => {
        const { state, message } = (await instanceOf(pages)).freshness;
        return (
          state === 'stale' &&
          message.includes('No process of the portal follows')
        );
      },
      20_000,
    );
    expect(Number((await lease()).token)).toBe(Number(token) + 1);
  });
});

/** Writes down who changes rows when, as it is committed. */
async function logWrites(db: Knex): Promise<void> {
  await db.raw(`
    create table public.write_log (
      app text not null, tbl text not null,
      at timestamptz not null default clock_timestamp()
    );
    create function public.log_write() returns trigger language plpgsql as $$
    begin
      insert into public.write_log (app, tbl)
      values (current_setting('application_name'), tg_table_name);
      return null;
    end $$;
  `);
  for (const table of [...WATCHED, 'sync_fences']) {
    await db.raw(`
      create trigger log_write after insert or update or delete
      on prefect.${table} for each row execute function public.log_write()
    `);
  }
}

/** Polls, because what is waited for happens in other processes. */
async function until(
  what: string,
  isSo: () => Promise<unknown>,
  withinMs: number,
): Promise<void> {
  const so = await waitUntil(isSo, { deadlineMs: withinMs, everyMs: 50 });
  if (!so) throw new Error(`Not within ${withinMs} ms: ${what}`);
}
