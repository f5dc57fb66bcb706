import type { Knex } from 'knex';
import { deleteRuns } from '../__testUtils__/insertRun';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { givenDeployment, givenRun } from './__testUtils__/insertRows';
import {
  minutes,
  person,
  production,
  TestWorld,
  uuid,
} from './__testUtils__/TestWorld';
import { stampOf } from './stamp';

const hourly = uuid(101);
const nightly = uuid(102);
const secret = uuid(103);
const orphan = uuid(104);

const mina = person('mina', 'group:default/team-orders');
const jo = person('jo', 'group:default/team-payments');
const hana = person('hana', 'group:default/team-hr');

const WAITS = JSON.stringify({
  run_input_keyset: { schema: 's', response: 'r', description: 'd' },
  pause_timeout: '2026-11-24T21:00:00Z',
});

describe.each(testDatabases.eachSupportedId())('reading on %s', databaseId => {
  let db: Knex;
  let world: TestWorld;

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
    world = new TestWorld({ db });

    await givenDeployment(db, {
      id: hourly,
      title: 'orders-etl/hourly',
      tags: ['etl', 'orders'],
      columns: {
        work_pool: 'demo',
        entrypoint: 'flows/etl.py:orders',
        parameter_schema: JSON.stringify({
          type: 'object',
          properties: {
            region: { type: 'string', default: 'eu' },
            api_token: { type: 'string', default: 'tok-from-code' },
          },
        }),
        parameters: JSON.stringify({ api_token: 'tok-default', region: 'us' }),
      },
    });
    await givenDeployment(db, {
      id: nightly,
      title: 'payouts/nightly_50%',
      owner: 'group:default/team-payments',
      entity: 'component:default/payouts',
      columns: { paused: true },
    });
    await givenDeployment(db, {
      id: secret,
      title: 'hr/salaries',
      owner: 'group:default/team-hr',
      entity: 'component:default/hr',
      sensitivity: 'restricted',
    });
    await givenDeployment(db, { id: orphan, title: 'etl/orphan', owner: null });
    await db('work_pools').insert({
      instance: 'production',
      id: uuid(800),
      name: 'demo',
      type: 'process',
      paused: false,
      workers_online: 1,
    });
    await db('schedules').insert({
      instance: 'production',
      id: uuid(801),
      deployment_id: hourly,
      active: true,
      kind: 'cron',
      expression: '0 * * * *',
      timezone: 'Europe/Berlin',
    });

    // orders-etl/hourly: two good ones of 4 s and 8 s, then failed twice, one ahead.
    await givenRun(db, {
      id: uuid(1),
      deployment: hourly,
      start: -300,
      seconds: 4,
    });
    await givenRun(db, {
      id: uuid(2),
      deployment: hourly,
      start: -240,
      seconds: 8,
      columns: { parameters: '{"region":"eu","api_token":"tok-run"}' },
    });
    await givenRun(db, {
      id: uuid(3),
      deployment: hourly,
      start: -180,
      state: 'FAILED',
    });
    await givenRun(db, {
      id: uuid(4),
      deployment: hourly,
      start: -120,
      state: 'FAILED',
      tags: ['urgent'],
      columns: {
        state_message:
          'Flow run encountered an exception: ValueError: totals differ',
        labels: JSON.stringify({ 'backstage.io/started-by': mina.ref }),
        created_by: JSON.stringify({
          id: stampOf(mina).id,
          type: 'AUTOMATION',
          display_value: 'mina',
        }),
      },
    });
    await givenRun(db, {
      id: uuid(5),
      deployment: hourly,
      start: 30,
      state: 'SCHEDULED',
      columns: { auto_scheduled: true },
    });
    // A sub-flow of the failed run.
    await givenRun(db, {
      id: uuid(6),
      start: -119,
      columns: {
        governing_deployment_id: hourly,
        parent_task_run_id: uuid(700),
        parent_run_id: uuid(4),
      },
    });
    // What is restricted, with a sub-flow, and one that is not traced yet.
    await givenRun(db, { id: uuid(20), deployment: secret, start: -90 });
    await givenRun(db, {
      id: uuid(21),
      start: -89,
      columns: {
        governing_deployment_id: secret,
        parent_task_run_id: uuid(701),
        parent_run_id: uuid(20),
      },
    });
    await givenRun(db, {
      id: uuid(22),
      start: -88,
      columns: { lineage_known: false, parent_task_run_id: uuid(702) },
    });
    // Started by the restricted one, but with a deployment of its own.
    await givenRun(db, {
      id: uuid(23),
      deployment: orphan,
      start: -87,
      columns: { parent_task_run_id: uuid(703), parent_run_id: uuid(20) },
    });
    // Late, and waiting for input.
    await givenRun(db, {
      id: uuid(30),
      deployment: nightly,
      start: -12,
      state: 'SCHEDULED',
      columns: { state_name: 'Late', work_pool: 'empty' },
    });
    await givenRun(db, {
      id: uuid(31),
      deployment: orphan,
      start: -30,
      state: 'PAUSED',
      columns: { state_details: WAITS },
    });
    await givenRun(db, { id: uuid(32), start: -5, state: 'RUNNING' });
    // Of an instance that is configured no more.
    await givenRun(db, {
      id: uuid(40),
      start: -4,
      columns: { instance: 'gone' },
    });
  });

  const listed = async (
    by: typeof mina,
    filter: Partial<Parameters<TestWorld['runs']['listRuns']>[1]> = {},
  ) => {
    const page = await world.runs.listRuns(by, { limit: 200, ...filter });
    expect(page.totalCount).toBe(page.items.length);
    return page.items.map(run => Number(run.id.slice(-12)));
  };

  describe('runs', () => {
    it('lists newest start first, without what is ahead and without sub-flows', async () => {
      await expect(listed(jo)).resolves.toEqual([32, 30, 31, 4, 3, 2, 1]);
    });

    it('adds what is ahead and sub-flows when asked', async () => {
      await expect(listed(jo, { future: true })).resolves.toContain(5);
      await expect(listed(jo, { subflows: true })).resolves.toEqual([
        32, 30, 31, 23, 6, 4, 3, 2, 1,
      ]);
    });

    it('shows the restricted with its sub-flows to its owners only', async () => {
      await expect(listed(hana, { subflows: true })).resolves.toEqual([
        32, 30, 31, 23, 21, 20, 6, 4, 3, 2, 1,
      ]);
      for (const id of [20, 21, 22, 40]) {
        await expect(
          world.runs.getRun(jo, { instance: production, id: uuid(id) }),
        ).rejects.toThrow('Not here, deleted, or not yours to see.');
      }
    });

    it('does not name a restricted parent to others', async () => {
      const parentSeenBy = async (by: typeof mina) =>
        (await world.runs.getRun(by, { instance: production, id: uuid(23) }))
          .parent;

      await expect(parentSeenBy(jo)).resolves.toBeNull();
      await expect(parentSeenBy(hana)).resolves.toEqual({
        id: uuid(20),
        name: 'run-20',
      });
    });

    it.each([
      ['state', { state: ['FAILED' as const] }, [4, 3]],
      ['lateness', { state: ['LATE' as const] }, [30]],
      [
        'several states',
        { state: ['LATE' as const, 'RUNNING' as const] },
        [32, 30],
      ],
      ['deployment', { deployment: [nightly] }, [30]],
      ['owner', { owner: ['group:default/Team-Payments'] }, [30]],
      ['nobody', { owner: ['none'] }, [32, 31]],
      ['entity', { entity: ['component:default/orders'] }, [4, 3, 2, 1]],
      ['tag', { tag: ['urgent'] }, [4]],
      ['two tags of which one is missing', { tag: ['urgent', 'x'] }, []],
      ['since', { since: '2026-11-24T12:30:00+01:00' }, [32, 30, 31]],
      ['until', { until: '2026-11-24T08:00:00Z' }, [2, 1]],
      ['text of a deployment, any case', { q: 'NIGHTLY' }, [30]],
      ['text with signs that SQL knows', { q: '50%' }, [30]],
      ['text that only a wildcard would find', { q: 'nightly%50' }, []],
      ['another instance', { instance: ['dev'] }, []],
    ])('filters by %s', async (_, filter, expected) => {
      await expect(listed(jo, filter)).resolves.toEqual(expected);
    });

    it('pages without a gap or a repetition while runs come', async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 20; page++) {
        const { items, nextCursor } = await world.runs.listRuns(jo, {
          limit: 2,
          cursor,
        });
        seen.push(...items.map(run => run.id));
        // Newer than where the reader is: it must not push anything to the next page.
        await givenRun(db, { id: uuid(5000 + page), start: -1 });
        if (!nextCursor) break;
        cursor = nextCursor;
      }
      await deleteRuns(
        db,
        seen.map((_, page) => uuid(5000 + page)),
      );

      expect(seen.map(id => Number(id.slice(-12)))).toEqual([
        32, 30, 31, 4, 3, 2, 1,
      ]);
    });

    it('refuses a cursor that is not ours', async () => {
      await expect(
        world.runs.listRuns(jo, { limit: 1, cursor: 'bm8' }),
      ).rejects.toMatchObject({ code: 'PREFECT_INVALID_REQUEST' });
    });

    it('tells who started a run only when label and stamp agree', async () => {
      const key = { instance: production, id: uuid(4) };
      await expect(world.runs.getRun(jo, key)).resolves.toMatchObject({
        startedBy: { kind: 'user', name: 'mina', entity: 'user:default/mina' },
      });

      await db('runs')
        .where({ id: uuid(4) })
        .update({
          labels: JSON.stringify({ 'backstage.io/started-by': jo.ref }),
        });
      await expect(world.runs.getRun(jo, key)).resolves.toMatchObject({
        startedBy: { kind: 'automation', name: 'mina', entity: null },
      });
    });

    it('puts a failed run into its row of failures', async () => {
      const run = await world.runs.getRun(jo, {
        instance: production,
        id: uuid(4),
      });

      expect(run).toMatchObject({
        streak: { failures: 2, since: minutes(-180 + 0.1) },
        lastGoodRun: { id: uuid(2), name: 'run-2' },
        usualDurationMs: 6000,
        cause: 'ValueError: totals differ',
        operations: ['retry'],
        prefectUrl: `http://prefect.test/runs/flow-run/${uuid(4)}`,
        may: { operate: { allowed: false, policy: 'owners-operate' } },
      });
    });

    it('masks secrets of the parameters', async () => {
      const run = await world.runs.getRun(mina, {
        instance: production,
        id: uuid(2),
      });

      expect(run.parameters).toEqual({ region: 'eu', api_token: '••••••••' });
    });

    it('says why a run waits', async () => {
      const late = await world.runs.getRun(jo, {
        instance: production,
        id: uuid(30),
      });
      const paused = await world.runs.getRun(jo, {
        instance: production,
        id: uuid(31),
      });

      expect(late.waiting).toBe('Late 12 min: nobody has picked it up.');
      expect(paused.waiting).toBe(
        'Waits for input. Fails in 9 h if nobody answers.',
      );
    });
  });

  describe('history', () => {
    it('counts by bucket and state type, empty buckets included', async () => {
      const buckets = await world.runs.runHistory(jo, {
        since: minutes(-240),
        until: minutes(0),
        buckets: 4,
      });

      expect(buckets.map(({ counts }) => counts)).toEqual([
        { COMPLETED: 1 },
        { FAILED: 1 },
        { FAILED: 1 },
        { PAUSED: 1, SCHEDULED: 1, RUNNING: 1 },
      ]);
      expect(buckets[0]).toMatchObject({
        start: minutes(-240),
        end: minutes(-180),
      });
    });

    it('refuses an end before its beginning', async () => {
      await expect(
        world.runs.runHistory(jo, {
          since: minutes(0),
          until: minutes(-1),
          buckets: 4,
        }),
      ).rejects.toMatchObject({ code: 'PREFECT_INVALID_REQUEST' });
    });
  });

  describe('deployments', () => {
    const titles = async (
      filter: Partial<Parameters<TestWorld['runs']['listDeployments']>[1]>,
    ) => {
      const page = await world.runs.listDeployments(jo, {
        sort: 'title',
        limit: 50,
        ...filter,
      });
      return page.items.map(({ title }) => title);
    };

    it('shows health, next run, last runs, statistics and rights', async () => {
      const { items, totalCount } = await world.runs.listDeployments(mina, {
        sort: 'title',
        limit: 50,
      });

      expect(totalCount).toBe(3);
      expect(items[1]).toMatchObject({
        title: 'orders-etl/hourly',
        environment: 'production',
        health: 'failing',
        cause: 'ValueError: totals differ',
        streak: { failures: 2, since: minutes(-180 + 0.1) },
        nextRun: minutes(30),
        pollingWorkers: 1,
        schedules: [{ kind: 'cron', timezone: 'Europe/Berlin', active: true }],
        stats: {
          days: 7,
          finished: 4,
          completed: 2,
          successRate: 0.5,
          usualDurationMs: 6000,
        },
        owners: ['group:default/team-orders'],
        may: { run: { allowed: true }, schedule: { allowed: true } },
      });
      expect(items[1].recentRuns.map(run => run.name)).toEqual([
        'run-1',
        'run-2',
        'run-3',
        'run-4',
      ]);
    });

    it.each([
      ['title', {}, ['etl/orphan', 'orders-etl/hourly', 'payouts/nightly_50%']],
      [
        'title backwards',
        { sort: '-title' as const },
        ['payouts/nightly_50%', 'orders-etl/hourly', 'etl/orphan'],
      ],
      [
        'next run, those without last',
        { sort: 'nextRun' as const },
        ['orders-etl/hourly', 'payouts/nightly_50%', 'etl/orphan'],
      ],
      [
        'latest run',
        { sort: 'latestRun' as const },
        ['payouts/nightly_50%', 'etl/orphan', 'orders-etl/hourly'],
      ],
    ])('sorts by %s, one a page as well', async (_, filter, expected) => {
      await expect(titles(filter)).resolves.toEqual(expected);

      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await world.runs.listDeployments(jo, {
          sort: 'title',
          ...filter,
          limit: 1,
          cursor,
        });
        paged.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(paged).toEqual(expected);
    });

    it.each([
      ['failing', ['orders-etl/hourly']],
      ['late', ['payouts/nightly_50%']],
      ['waiting', ['etl/orphan']],
      ['healthy', []],
    ] as const)('finds those that are %s', async (health, expected) => {
      await expect(titles({ health: [health] })).resolves.toEqual(expected);
    });

    it('gives the run dialog a schema and defaults without secrets', async () => {
      const detail = await world.runs.getDeployment(mina, {
        instance: production,
        id: hourly,
      });

      expect(JSON.stringify(detail)).not.toContain('tok-');
      expect(detail).toMatchObject({
        parameters: { region: 'us' },
        secretParameters: [['api_token']],
        parameterSchema: {
          properties: {
            region: { default: 'eu' },
            api_token: { type: 'string' },
          },
        },
        lastGoodRun: {
          id: uuid(2),
          parameters: { region: 'eu', api_token: '••••••••' },
        },
      });
    });
  });

  describe('an entity', () => {
    it('shows what is bound to it and what only claims to be', async () => {
      await db('deployment_bindings').insert({
        instance: 'production',
        deployment_id: orphan,
        entity_ref: 'component:default/orders',
        entity_title: 'Orders',
        source: 'tag',
        trusted: false,
      });
      const automation = await world.runs.getEntityAutomation(mina, {
        entity: 'Component:default/Orders',
        days: 30,
      });

      expect(automation.items.map(({ title }) => title)).toEqual([
        'orders-etl/hourly',
      ]);
      expect(automation.items[0].stats.days).toBe(30);
      expect(automation.proposals.map(({ title }) => title)).toEqual([
        'etl/orphan',
      ]);
    });

    it('keeps the restricted from others', async () => {
      const entity = 'component:default/hr';
      const seenBy = async (by: typeof mina) =>
        (await world.runs.getEntityAutomation(by, { entity, days: 7 })).items
          .length;

      await expect(seenBy(jo)).resolves.toBe(0);
      await expect(seenBy(hana)).resolves.toBe(1);
    });
  });

  it('offers as facets only what may be viewed', async () => {
    await expect(world.runs.getFacets(jo)).resolves.toEqual({
      owners: ['group:default/team-orders', 'group:default/team-payments'],
      entities: ['component:default/orders', 'component:default/payouts'],
      tags: ['etl', 'orders'],
      deployments: [
        { instance: 'production', id: orphan, title: 'etl/orphan' },
        { instance: 'production', id: hourly, title: 'orders-etl/hourly' },
        { instance: 'production', id: nightly, title: 'payouts/nightly_50%' },
      ],
    });
  });

  describe('the overview', () => {
    it('says what needs somebody, what runs and what is next', async () => {
      const overview = await world.runs.getOverview(jo, {});

      expect(
        overview.attention.map(({ kind, run, failures, cause }) => ({
          kind,
          run: run.name,
          failures,
          cause,
        })),
      ).toEqual([
        {
          kind: 'waiting',
          run: 'run-31',
          failures: 0,
          cause: 'Waits for input. Fails in 9 h if nobody answers.',
        },
        {
          kind: 'failing',
          run: 'run-4',
          failures: 2,
          cause: 'ValueError: totals differ',
        },
        {
          kind: 'late',
          run: 'run-30',
          failures: 0,
          cause: 'Late 12 min: nobody has picked it up.',
        },
      ]);
      expect(overview.attention[0].until).toBe('2026-11-24T21:00:00Z');
      expect(overview.running.map(run => run.name)).toEqual(['run-32']);
      expect(overview.upcoming).toMatchObject({
        count: 1,
        items: [{ name: 'run-5' }],
      });
    });

    it('sums up by team, what belongs to nobody last', async () => {
      const { teams } = await world.runs.getOverview(jo, {});

      expect(teams).toEqual([
        {
          owner: 'group:default/team-orders',
          deployments: 1,
          failing: 1,
          late: 0,
          running: 0,
          successRate: 0.5,
          latenessMs: 0,
        },
        expect.objectContaining({
          owner: 'group:default/team-payments',
          late: 1,
          successRate: null,
        }),
        expect.objectContaining({ owner: null, deployments: 1 }),
      ]);
    });

    it('is of one team when asked', async () => {
      const { attention, teams } = await world.runs.getOverview(jo, {
        owner: ['group:default/team-payments'],
      });

      expect(attention.map(({ kind }) => kind)).toEqual(['late']);
      expect(teams.map(({ owner }) => owner)).toEqual([
        'group:default/team-payments',
      ]);
    });
  });
});
