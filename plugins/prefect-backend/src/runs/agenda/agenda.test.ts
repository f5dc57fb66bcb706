import type {
  PrefectClient,
  PrefectDeployment,
  PrefectSchedule,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import { givenDeployment, givenRun } from '../__testUtils__/insertRows';
import {
  minutes,
  person,
  production,
  TestWorld,
  uuid,
} from '../__testUtils__/TestWorld';

const hourly = uuid(201);
const planned = uuid(202);
const secret = uuid(203);
const idle = uuid(204);
const every30 = uuid(301);

const mina = person('mina', 'group:default/team-orders');
const jo = person('jo', 'group:default/team-payments');
const hana = person('hana', 'group:default/team-hr');

/** Written long ago, by one deploy. */
const LONG_AGO = { created: minutes(-9_000), updated: minutes(-9_000) };

const cron = {
  kind: 'cron',
  expression: '*/30 * * * *',
  timezone: 'Europe/Berlin',
  anchor: null,
  day_or: true,
  active: true,
  instance: 'production',
  ...LONG_AGO,
};

const madeBy = (schedule: string) => ({
  auto_scheduled: true,
  created_by: JSON.stringify({ id: schedule, type: 'SCHEDULE' }),
});

describe.each(testDatabases.eachSupportedId())('agenda on %s', databaseId => {
  let db: Knex;
  let world: TestWorld;
  const calls: unknown[] = [];

  const prefect: Partial<PrefectClient> = {
    readDeployment: async id =>
      ({
        id,
        schedules: [
          {
            id: every30,
            parameters: { region: 'eu' },
          } as Partial<PrefectSchedule> as PrefectSchedule,
        ],
      } as Partial<PrefectDeployment> as PrefectDeployment),
    updateSchedule: async (key, update) => {
      calls.push({ ...key, ...update });
    },
  };

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
    world = new TestWorld({ db, prefect });
    const columns = { work_pool: 'demo', ...LONG_AGO };
    await givenDeployment(db, {
      id: hourly,
      title: 'orders-etl/often',
      tags: ['etl'],
      columns,
    });
    await givenDeployment(db, {
      id: planned,
      title: 'payouts/once',
      owner: 'group:default/team-payments',
      entity: 'component:default/payouts',
      columns,
    });
    await givenDeployment(db, {
      id: secret,
      title: 'hr/salaries',
      owner: 'group:default/team-hr',
      entity: 'component:default/hr',
      sensitivity: 'restricted',
      columns,
    });
    await givenDeployment(db, { id: idle, title: 'etl/idle', columns });
    await db('work_pools').insert({
      instance: 'production',
      id: uuid(800),
      name: 'demo',
      type: 'process',
      paused: false,
      workers_online: 1,
      concurrency_limit: 2,
    });
    await db('schedules').insert([
      { ...cron, id: every30, deployment_id: hourly },
      { ...cron, id: uuid(302), deployment_id: secret },
    ]);
    // 11:00 ran for 40 min, 11:30 is missing, 12:00 runs; the next was made ahead.
    await givenRun(db, {
      id: uuid(1),
      deployment: hourly,
      start: -60,
      seconds: 2_400,
      columns: { ...madeBy(every30), work_pool: 'demo' },
    });
    await givenRun(db, {
      id: uuid(2),
      deployment: hourly,
      state: 'RUNNING',
      start: 0,
      columns: { ...madeBy(every30), work_pool: 'demo' },
    });
    await givenRun(db, {
      id: uuid(3),
      deployment: hourly,
      state: 'SCHEDULED',
      start: 30,
      columns: madeBy(every30),
    });
    await givenRun(db, {
      id: uuid(4),
      deployment: planned,
      state: 'SCHEDULED',
      start: 95,
    });
  });

  const list = (by = mina, more = {}) =>
    world.runs.listSchedules(by, {
      since: minutes(-70),
      until: minutes(100),
      limit: 50,
      ...more,
    });

  it('lists what is due, whose it is, and what was missed', async () => {
    const page = await list();
    expect(page).toMatchObject({
      now: minutes(0),
      since: minutes(-70),
      until: minutes(100),
      totalCount: 2,
      nextCursor: null,
    });
    const [often, once] = page.items;
    expect(often).toMatchObject({
      title: 'orders-etl/often',
      environment: 'production',
      owners: ['group:default/team-orders'],
      workPool: 'demo',
      usualDurationMs: 2_400_000,
      missed: 1,
      hidden: null,
      overlap: { count: 3, first: minutes(30) },
      may: { schedule: { allowed: true } },
      schedules: [
        {
          id: every30,
          next: minutes(0),
          count: 4,
          problem: null,
          dayOr: true,
          origin: { kind: 'deploy', by: null },
        },
      ],
    });
    expect(
      often.occurrences.map(({ kind, time, run }) => [
        kind,
        time,
        run?.state.type,
      ]),
    ).toEqual([
      ['exists', minutes(-60), 'COMPLETED'],
      ['missed', minutes(-30), undefined],
      ['exists', minutes(0), 'RUNNING'],
      ['exists', minutes(30), 'SCHEDULED'],
      ['computed', minutes(60), undefined],
      ['computed', minutes(90), undefined],
    ]);
    expect(once).toMatchObject({
      title: 'payouts/once',
      schedules: [],
      occurrences: [{ kind: 'exists', time: minutes(95), scheduleId: null }],
    });
  });

  it('shows nobody what is not theirs to see, in counts and loads neither', async () => {
    const titles = async (by = mina) =>
      (await list(by)).items.map(({ title }) => title);
    expect(await titles(jo)).toEqual(['orders-etl/often', 'payouts/once']);
    expect(await titles(hana)).toEqual([
      'hr/salaries',
      'orders-etl/often',
      'payouts/once',
    ]);
    const deploymentsOf = async (by = mina) =>
      (await world.runs.getPoolLoad(by, { buckets: 4 })).items[0].deployments;
    expect(await deploymentsOf()).toBe(2);
    expect(await deploymentsOf(hana)).toBe(3);
  });

  it('filters as the list of deployments does, and pages by team', async () => {
    const titles = async (more: object) =>
      (await list(hana, more)).items.map(({ title }) => title);
    expect(await titles({ owner: ['group:default/team-payments'] })).toEqual([
      'payouts/once',
    ]);
    expect(await titles({ tag: ['etl'] })).toEqual(['orders-etl/often']);
    expect(await titles({ q: 'SALAR' })).toEqual(['hr/salaries']);
    expect(await titles({ instance: ['dev'] })).toEqual([]);
    expect(await titles({ until: minutes(90) })).not.toContain('payouts/once');

    const first = await list(hana, { limit: 2 });
    expect(first.totalCount).toBe(3);
    const rest = await list(hana, { limit: 2, cursor: first.nextCursor });
    expect(rest.items.map(({ title }) => title)).toEqual(['payouts/once']);
  });

  it('does not call missed what it cannot know', async () => {
    const missedWhen = async (freshness: TestWorld['freshness']) => {
      const before = world.freshness;
      world.freshness = freshness;
      const [{ missed }] = (await list()).items;
      world.freshness = before;
      return missed;
    };
    const asOf = minutes(-40) as never;
    expect(await missedWhen({ state: 'seeding', problem: undefined })).toBe(0);
    expect(await missedWhen({ state: 'stale', asOf, problem: 'x' })).toBe(0);
  });

  it('tells how full a pool was and will be', async () => {
    const { items } = await world.runs.getPoolLoad(jo, {
      since: minutes(-60),
      until: minutes(60),
      q: 'often',
      buckets: 12,
    });
    expect(items).toMatchObject([
      {
        name: 'demo',
        environment: 'production',
        concurrencyLimit: 2,
        workersOnline: 1,
        deployments: 1,
        unknownLength: 0,
        most: 2,
      },
    ]);
    // Ran from 11:00 to 11:40; from 12:00 each takes 40 min and starts every 30.
    expect(items[0].buckets.map(({ runs }) => runs)).toEqual([
      1, 1, 1, 1, 0, 0, 1, 1, 1, 2, 1, 1,
    ]);

    // payouts/once is due later, and never ran.
    const later = await world.runs.getPoolLoad(jo, { buckets: 1 });
    expect(later.items).toMatchObject([{ deployments: 2, unknownLength: 1 }]);
  });

  it.each([
    [{ since: minutes(10), until: minutes(5) }, /must be before/],
    [{ since: minutes(-60 * 24 * 8) }, /7 days ago/],
    [{ until: minutes(60 * 24 * 15) }, /14 days/],
  ])('refuses the window %j', async (window, message) => {
    await expect(list(mina, window)).rejects.toMatchObject({
      code: 'PREFECT_INVALID_REQUEST',
      message: expect.stringMatching(message),
    });
  });

  describe('changing a schedule', () => {
    const key = {
      deployment: { instance: production, id: hourly },
      scheduleId: every30,
    };
    const timing = {
      kind: 'cron',
      expression: '0 6 * * mon-fri',
      timezone: 'Europe/Berlin',
      anchor: null,
      dayOr: true,
    } as const;

    beforeEach(() => {
      calls.length = 0;
      world.audited.length = 0;
      world.refreshed.length = 0;
      world.onRefresh = async id => {
        if (id !== hourly) return;
        await db('schedules')
          .where({ id: every30 })
          .update({ updated: minutes(0) });
      };
    });

    afterEach(async () => {
      await db('schedules').where({ id: every30 }).update(LONG_AGO);
    });

    it('pauses one, keeps its parameters, reads back and remembers who', async () => {
      await world.runs.setSchedulePaused(mina, { ...key, state: 'paused' });

      expect(calls).toEqual([
        {
          deploymentId: hourly,
          scheduleId: every30,
          active: false,
          parameters: { region: 'eu' },
        },
      ]);
      expect(world.audited).toMatchObject([
        {
          event: 'schedule-pause',
          meta: {
            user: mina.ref,
            action: 'schedule',
            deployment: hourly,
            schedule: every30,
          },
          ends: ['success'],
        },
      ]);
      expect(world.refreshed).toEqual([hourly, uuid(3)]);
      const [{ schedules }] = (await list()).items;
      expect(schedules[0].origin).toEqual({
        kind: 'edited',
        at: minutes(0),
        by: mina.ref,
      });
    });

    it('edits one, with what it was in the audit', async () => {
      await world.runs.editSchedule(mina, { ...key, timing });
      expect(calls).toMatchObject([
        {
          schedule: {
            cron: '0 6 * * mon-fri',
            timezone: 'Europe/Berlin',
            day_or: true,
          },
        },
      ]);
      expect(world.audited[0]).toMatchObject({
        event: 'schedule-edit',
        meta: {
          before: { expression: '*/30 * * * *' },
          after: { expression: '0 6 * * mon-fri' },
        },
      });
    });

    it.each([
      [{ expression: 'nonsense' }, /5 fields/],
      [{ expression: '0 0 30 2 *' }, /never fire/],
      [{ timezone: 'Mars/Olympus' }, /no time zone/],
      [{ kind: 'interval', expression: '5' }, /at least 1000/],
      [{ kind: 'interval', expression: '60000' }, /anchor/],
      [{ kind: 'rrule', expression: 'FREQ=DAILY;COUNT=1' }, /never fire/],
    ] as const)('refuses to edit it to %j', async (change, message) => {
      await expect(
        world.runs.editSchedule(mina, {
          ...key,
          timing: { ...timing, ...change },
        }),
      ).rejects.toMatchObject({
        code: 'PREFECT_INVALID_REQUEST',
        message: expect.stringMatching(message),
      });
      expect(calls).toEqual([]);
    });

    it('lets no other team do it, and records that', async () => {
      await expect(
        world.runs.editSchedule(jo, { ...key, timing }),
      ).rejects.toMatchObject({ code: 'PREFECT_DENIED' });
      expect(calls).toEqual([]);
      expect(world.audited[0].ends).toEqual([expect.stringContaining('fail')]);
    });

    it.each([
      ['a schedule of another deployment', { scheduleId: uuid(302) }],
      [
        'a deployment that is not theirs to see',
        {
          deployment: { instance: production, id: secret },
          scheduleId: uuid(302),
        },
      ],
    ])('knows nothing of %s', async (_, other) => {
      await expect(
        world.runs.setSchedulePaused(mina, {
          ...key,
          ...other,
          state: 'paused',
        }),
      ).rejects.toMatchObject({ code: 'PREFECT_NOT_FOUND' });
      expect(calls).toEqual([]);
    });

    it('says so when a deploy has replaced it', async () => {
      const gone = new TestWorld({
        db,
        prefect: {
          readDeployment: async () => ({ schedules: [] } as never),
        },
      });
      await expect(
        gone.runs.setSchedulePaused(mina, { ...key, state: 'active' }),
      ).rejects.toThrow(/a deploy has replaced it/);
    });

    it('tells when it would fire next', () => {
      expect(world.runs.previewSchedule(timing)).toEqual(
        [25, 26, 27, 30]
          .map(day => `2026-11-${day}T05:00:00.000000Z`)
          .concat('2026-12-01T05:00:00.000000Z'),
      );
    });
  });
});
