import type {
  ChartFigures,
  ChartPoint,
  ChartSeries,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { deleteRuns } from '../../__testUtils__/insertRun';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import {
  type GivenRun,
  givenDeployment,
  givenRun,
} from '../__testUtils__/insertRows';
import { minutes, person, TestWorld, uuid } from '../__testUtils__/TestWorld';

const ORDERS = 'group:default/team-orders';
const PAYMENTS = 'group:default/team-payments';
const HR = 'group:default/team-hr';

const hourly = uuid(101);
const nightly = uuid(102);
const shared = uuid(103);
const orphan = uuid(104);
const secret = uuid(105);
const hourlyOfDev = uuid(106);

const jo = person('jo', PAYMENTS);
const hana = person('hana', HR);

/** Three hours, a point each: from 9:00, 10:00 and 11:00. */
const MORNING = { since: minutes(-180), until: minutes(0), points: 3 };

const NOTHING: ChartFigures = {
  finished: 0,
  completed: 0,
  failed: 0,
  crashed: 0,
  cancelled: 0,
  successRate: null,
  durationMs: null,
  latenessMs: null,
};

const SUBFLOW = { parent_task_run_id: uuid(700), parent_run_id: uuid(701) };

describe.each(testDatabases.eachSupportedId())('charts on %s', databaseId => {
  let db: Knex;
  let world: TestWorld;

  beforeEach(async () => {
    db = await migratedDatabase(databaseId);
    world = new TestWorld({ db, instances: ['dev', 'production'] });
    await givenDeployment(db, { id: hourly, title: 'etl/hourly' });
    await givenDeployment(db, {
      id: nightly,
      title: 'payouts/nightly',
      owner: PAYMENTS,
      entity: 'component:default/payouts',
    });
    await givenDeployment(db, { id: shared, title: 'etl/shared' });
    await db('deployment_owners').insert({
      instance: 'production',
      deployment_id: shared,
      owner_ref: PAYMENTS,
    });
    await givenDeployment(db, { id: orphan, title: 'etl/orphan', owner: null });
    await givenDeployment(db, {
      id: secret,
      title: 'hr/salaries',
      owner: HR,
      entity: 'component:default/hr',
      sensitivity: 'restricted',
    });
    await givenDeployment(db, {
      instance: 'dev',
      id: hourlyOfDev,
      title: 'etl/hourly',
    });
  });

  let nextId = 1;
  const givenRuns = async (...runs: Omit<GivenRun, 'id'>[]) => {
    const ids = runs.map(() => {
      nextId += 1;
      return uuid(nextId);
    });
    for (const [index, run] of runs.entries()) {
      await givenRun(db, { deployment: hourly, ...run, id: ids[index] });
    }
    return ids;
  };

  const charts = (
    request: Partial<Parameters<TestWorld['runs']['getCharts']>[1]> = {},
    by = jo,
  ) =>
    world.runs.getCharts(by, {
      by: 'deployment',
      limit: 20,
      ...MORNING,
      ...request,
    });

  const named = ({ deployment, owner }: ChartSeries) =>
    deployment ? `${deployment.instance}:${deployment.title}` : owner;

  const names = async (...args: Parameters<typeof charts>) =>
    (await charts(...args)).items.map(named);

  const hourlyChart = async (...args: Parameters<typeof charts>) =>
    (await charts({ ...args[0], deployment: [hourly] }, args[1])).items[0];

  /** How many runs of the hourly one the list has from a point's start to its end. */
  const listed = async (
    { start, end }: ChartPoint,
    ...state: Array<'COMPLETED' | 'FAILED' | 'CRASHED'>
  ) => {
    const { totalCount } = await world.runs.listRuns(jo, {
      instance: ['production'],
      deployment: [hourly],
      since: start,
      until: new Date(Date.parse(end) - 1).toISOString(),
      subflows: true,
      state,
      limit: 50,
    });
    return totalCount;
  };

  it.each<{ of: string; given: Omit<GivenRun, 'id'>[]; is: object }>([
    { of: 'nothing', given: [], is: {} },
    {
      of: 'what completed, how long it ran and how late it was',
      given: [
        { seconds: 4, columns: { lateness_ms: 200 } },
        { seconds: 8, columns: { lateness_ms: 3_000 } },
        { seconds: 6, columns: { lateness_ms: 0 } },
      ],
      is: {
        finished: 3,
        completed: 3,
        successRate: 1,
        durationMs: { p50: 6_000, p95: 8_000 },
        latenessMs: { p50: 200, p95: 3_000 },
      },
    },
    {
      of: 'what failed and crashed, which says nothing of how long it takes',
      given: [
        { seconds: 4 },
        { state: 'FAILED', seconds: 90 },
        { state: 'CRASHED', seconds: 90 },
        { state: 'CRASHED', seconds: 90 },
      ],
      is: {
        finished: 4,
        completed: 1,
        failed: 1,
        crashed: 2,
        successRate: 0.25,
        durationMs: { p50: 4_000, p95: 4_000 },
        latenessMs: { p50: 0, p95: 0 },
      },
    },
    {
      of: 'what was cancelled, which is neither good nor bad',
      given: [{ state: 'CANCELLED' }, { state: 'CANCELLED' }],
      is: { cancelled: 2, latenessMs: { p50: 0, p95: 0 } },
    },
    {
      of: 'what runs: that it began late is known',
      given: [{ state: 'RUNNING', columns: { lateness_ms: 60_000 } }],
      is: { latenessMs: { p50: 60_000, p95: 60_000 } },
    },
    {
      of: 'what is late and has not begun',
      given: [{ state: 'SCHEDULED', columns: { state_name: 'Late' } }],
      is: {},
    },
    {
      of: 'what another run started',
      given: [{ seconds: 4 }, { state: 'FAILED', columns: SUBFLOW }],
      is: {
        finished: 2,
        completed: 1,
        failed: 1,
        successRate: 0.5,
        durationMs: { p50: 4_000, p95: 4_000 },
        latenessMs: { p50: 0, p95: 0 },
      },
    },
  ])('tell of $of', async ({ given, is }) => {
    await givenRuns(...given.map(run => ({ start: -30, ...run })));

    const { whole, points } = await hourlyChart();

    expect(points[2]).toEqual({
      start: minutes(-60),
      end: minutes(0),
      ...NOTHING,
      ...is,
    });
    expect(whole).toEqual({ ...NOTHING, ...is });
  });

  it('count a run where it began, and only in the window', async () => {
    await givenRuns(
      { start: -180.001 },
      { start: -180 },
      // Ends two points later.
      { start: -150, seconds: 2 * 3_600 },
      { start: -120.001 },
      { start: -120 },
      { start: 0 },
    );

    const { whole, points } = await hourlyChart();

    expect(points.map(({ start, completed }) => [start, completed])).toEqual([
      [minutes(-180), 3],
      [minutes(-120), 1],
      [minutes(-60), 0],
    ]);
    expect(whole.completed).toBe(4);
  });

  it('lose what is deleted', async () => {
    const [, failed] = await givenRuns(
      { start: -30, seconds: 4 },
      { start: -30, state: 'FAILED' },
    );
    await deleteRuns(db, [failed]);

    await expect(hourlyChart()).resolves.toMatchObject({
      whole: { finished: 1, successRate: 1 },
    });
  });

  it('go over midnight (UTC) without a seam', async () => {
    await givenRuns({ start: -12 * 60 - 1 }, { start: -12 * 60 });

    const { points } = await hourlyChart({
      since: minutes(-13 * 60),
      until: minutes(-11 * 60),
      points: 1,
    });

    expect(points.map(({ completed }) => completed)).toEqual([2]);
  });

  it('have behind each point the runs of the list from its start to its end', async () => {
    await givenRuns(
      { start: -170 },
      { start: -160, state: 'FAILED' },
      { start: -120 },
      { start: -90, state: 'CRASHED', columns: SUBFLOW },
      { start: -61, state: 'CANCELLED' },
      { start: -60 },
      { start: -10, state: 'SCHEDULED', columns: { state_name: 'Late' } },
      // Of its flows, but of no deployment: it is in no chart of one.
      {
        start: -30,
        deployment: null,
        columns: { ...SUBFLOW, governing_deployment_id: hourly },
      },
    );

    const { points } = await hourlyChart();

    expect(points.map(({ finished }) => finished)).toEqual([2, 2, 1]);
    for (const point of points) {
      expect(await listed(point, 'COMPLETED', 'FAILED', 'CRASHED')).toBe(
        point.finished,
      );
      expect(await listed(point, 'COMPLETED')).toBe(point.completed);
    }
  });

  it.each([
    [
      'what one may view',
      {},
      [
        'dev:etl/hourly',
        'production:etl/hourly',
        'production:etl/orphan',
        'production:etl/shared',
        'production:payouts/nightly',
      ],
    ],
    ['an instance', { instance: ['dev'] }, ['dev:etl/hourly']],
    [
      'an owner, any case',
      { owner: ['group:default/Team-Payments'] },
      ['production:etl/shared', 'production:payouts/nightly'],
    ],
    ['nobody', { owner: ['none'] }, ['production:etl/orphan']],
    [
      'an entity',
      { entity: ['component:default/payouts'] },
      ['production:payouts/nightly'],
    ],
    [
      'a deployment',
      { deployment: [hourly, secret] },
      ['production:etl/hourly'],
    ],
    ['nothing that there is', { entity: ['component:default/gone'] }, []],
  ])('are of the deployments of %s, by title', async (_, request, expected) => {
    const shown = await names(request);

    // Same titles of two instances come in the order of their ids.
    expect(shown.toSorted()).toEqual(expected);
    expect(shown.map(name => name?.split(':')[1])).toEqual(
      expected.map(name => name.split(':')[1]).toSorted(),
    );
  });

  it.each([
    ['what one may view', {}, [ORDERS, PAYMENTS, null]],
    ['an instance', { instance: ['dev'] }, [ORDERS]],
    [
      'an owner, without those who own the same',
      { owner: ['group:default/Team-Payments'] },
      [PAYMENTS],
    ],
    ['nobody', { owner: ['none'] }, [null]],
    ['several', { owner: ['none', PAYMENTS] }, [PAYMENTS, null]],
    ['a deployment', { deployment: [shared] }, [ORDERS, PAYMENTS]],
    ['nothing that there is', { owner: ['group:default/gone'] }, []],
  ])('are of the owners of %s, nobody last', async (_, request, expected) => {
    await expect(names({ by: 'owner', ...request })).resolves.toEqual(expected);
  });

  it('add up what an owner owns, on all instances, alone or with others', async () => {
    await givenRuns(
      { start: -30, seconds: 4 },
      { start: -30, deployment: shared, seconds: 8 },
      { start: -90, deployment: nightly, state: 'FAILED' },
      {
        start: -150,
        deployment: hourlyOfDev,
        seconds: 6,
        columns: { instance: 'dev' },
      },
      { start: -30, deployment: orphan, state: 'CRASHED' },
      { start: -30, deployment: secret },
      { start: -30, deployment: null },
    );

    const { items } = await charts({ by: 'owner' });

    expect(
      items.map(({ owner, deployment, whole, points }) => ({
        owner,
        deployment,
        finished: points.map(({ finished }) => finished),
        successRate: whole.successRate,
        durationMs: whole.durationMs,
      })),
    ).toEqual([
      {
        owner: ORDERS,
        deployment: null,
        finished: [1, 0, 2],
        successRate: 1,
        durationMs: { p50: 6_000, p95: 8_000 },
      },
      {
        owner: PAYMENTS,
        deployment: null,
        finished: [0, 1, 1],
        successRate: 0.5,
        durationMs: { p50: 8_000, p95: 8_000 },
      },
      {
        owner: null,
        deployment: null,
        finished: [0, 0, 1],
        successRate: 0,
        durationMs: null,
      },
    ]);
  });

  it('show the restricted to its owners only', async () => {
    await expect(names({ by: 'owner' }, hana)).resolves.toEqual([
      HR,
      ORDERS,
      PAYMENTS,
      null,
    ]);
    await expect(names({ deployment: [secret] }, hana)).resolves.toEqual([
      'production:hr/salaries',
    ]);
  });

  it.each(['deployment', 'owner'] as const)(
    'come by %s in pages without a gap or a repetition',
    async by => {
      const whole = await names({ by });
      const paged: Array<string | null> = [];
      let cursor: string | undefined;
      do {
        const page = await charts({ by, limit: 1, cursor });
        paged.push(...page.items.map(named));
        cursor = page.nextCursor ?? undefined;
      } while (cursor && paged.length < 20);

      expect(paged).toEqual(whole);
    },
  );

  it('end where the owner is gone at which the page before ended', async () => {
    const { nextCursor } = await charts({ by: 'owner', limit: 1 });
    await db('deployment_owners').where({ owner_ref: ORDERS }).delete();

    await expect(
      charts({ by: 'owner', limit: 1, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'PREFECT_INVALID_REQUEST' });
  });

  it.each(['deployment', 'owner'] as const)(
    'refuse by %s a cursor that is not ours',
    async by => {
      await expect(charts({ by, cursor: 'bm8' })).rejects.toMatchObject({
        code: 'PREFECT_INVALID_REQUEST',
      });
    },
  );
});
