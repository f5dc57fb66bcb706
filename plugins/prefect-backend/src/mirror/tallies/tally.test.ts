import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import type { Instant } from '../Mirror';
import { MirrorStore } from '../MirrorStore';
import type { EventState } from '../PrefectEvent';
import type { RunRow } from '../rows';
import { RunRetention } from '../RunRetention';
import { Sketch } from './Sketch';
import { SLOT_MS } from './tallySlots';

jest.setTimeout(240_000);

const instance = 'production' as InstanceId;
const STATES = [
  ...['SCHEDULED', 'RUNNING', 'PAUSED', 'CANCELLED'],
  ...['COMPLETED', 'FAILED', 'CRASHED'],
] as const;

const minutesLater = (minutes: number) =>
  new Date(Date.parse('2026-11-22T22:00:00Z') + minutes * 60_000)
    .toISOString()
    .replace('Z', '000Z') as Instant;

const uuid = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Few runs, deployments and moments, so that they meet often. */
const run = fc.record({
  id: fc.integer({ min: 0, max: 11 }).map(uuid),
  deployment: fc.option(fc.integer({ min: 100, max: 102 }).map(uuid)),
  kind: fc.constantFrom('root', 'sub-flow', 'untraced'),
  state: fc.constantFrom(...STATES),
  begun: fc.integer({ min: 0, max: 26 }).map(step => minutesLater(step * 61)),
  told: fc.integer({ min: 0, max: 9 }).map(minutesLater),
  ran: fc.constantFrom(0, 950, 6_000, 6_007, 90_000),
  late: fc.option(fc.constantFrom(0, 80, 15_000)),
});
type GivenRun = typeof run extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  fc.record({
    kind: fc.constant('save' as const),
    // Pages overlap, so that some are told twice.
    runs: fc.array(run, { maxLength: 8 }),
    areBehind: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('states' as const),
    runs: fc.uniqueArray(run, { maxLength: 6, selector: each => each.id }),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    ids: fc.uniqueArray(
      run.map(each => each.id),
      { maxLength: 5 },
    ),
  }),
  fc.record({
    kind: fc.constant('expire' as const),
    now: run.map(each => each.begun),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function toRow(given: GivenRun): RunRow {
  const isRoot = given.kind === 'root';
  return {
    instance,
    id: given.id,
    name: 'run',
    flow_id: uuid(900),
    flow_name: 'flow',
    deployment_id: given.deployment,
    governing_deployment_id: given.deployment,
    parent_task_run_id: isRoot ? null : uuid(800),
    parent_run_id: null,
    lineage_known: given.kind !== 'untraced',
    state_id: null,
    state_type: given.state,
    state_name: given.state,
    state_timestamp: given.told,
    state_message: null,
    state_details: '{}',
    expected_start: given.begun,
    next_scheduled_start: null,
    start_time: given.begun,
    end_time: null,
    run_time_ms: given.ran,
    lateness_ms: given.late,
    run_count: 1,
    auto_scheduled: false,
    tags: '["tag"]',
    labels: '{}',
    parameters: '{}',
    created_by: null,
    work_pool: null,
    work_queue: null,
    deployment_version: null,
    infrastructure_pid: null,
    idempotency_key: null,
    created: null,
    updated: null,
    sort_time: given.begun,
  };
}

async function take(db: Knex, store: MirrorStore, given: Step): Promise<void> {
  switch (given.kind) {
    case 'save':
      await store.saveRuns(given.runs.map(toRow), {
        mayBeBehind: new Set(
          given.areBehind ? given.runs.map(each => each.id) : [],
        ),
      });
      break;
    case 'states':
      await store.applyStates(instance, new Map(given.runs.map(toState)));
      break;
    case 'remove':
      await store.removeRuns(instance, given.ids);
      break;
    case 'expire':
      await new RunRetention({
        instance,
        db,
        settings: { retentionDays: 1, maxRunsPerDeployment: 3 },
        remove: ids => store.removeRuns(instance, ids),
      }).apply(new Date(given.now));
      break;
    default:
      given satisfies never;
  }
}

function toState({ id, state, told }: GivenRun): [string, EventState] {
  return [
    id,
    { id: uuid(700), type: state, name: state, timestamp: told, message: null },
  ];
}

type Row = RunRow & { run_time_ms: number; lateness_ms: number | null };

/** All tallies, worked out from the runs alone. */
function expectedTallies(rows: readonly Row[]) {
  const listed = rows.filter(
    row => row.parent_task_run_id === null && row.lineage_known,
  );
  const placed = rows.flatMap(row => {
    const isListed = listed.includes(row);
    const place = row.deployment_id ?? (isListed ? '' : undefined);
    return place === undefined ? [] : [{ ...row, place, isListed }];
  });
  const slotOf = (row: Row) => Math.floor(Date.parse(row.sort_time) / SLOT_MS);
  return {
    slots: groups(listed, row => `${slotOf(row)} ${row.state_type}`).map(
      ([key, runs]) => [key, runs.length],
    ),
    days: groups(
      placed,
      row => `${row.sort_time.slice(0, 10)} ${row.place}`,
    ).map(([key, runs]) => [
      key,
      {
        ...Object.fromEntries(
          ['COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED'].map(type => [
            type.toLowerCase(),
            runs.filter(row => row.state_type === type).length,
          ]),
        ),
        ...sketches(runs),
        hours: groups(runs, row => row.sort_time.slice(11, 13)).map(
          ([hour, own]) => [
            Number(hour),
            states(own),
            states(own.filter(row => !row.isListed)),
            ...Object.values(sketches(own)),
          ],
        ),
      },
    ]),
    deployments: groups(placed, row => row.place).map(([place, runs]) => {
      const last = (place ? runs : [])
        .filter(row =>
          ['COMPLETED', 'FAILED', 'CRASHED'].includes(row.state_type),
        )
        .toSorted((a, b) =>
          `${a.sort_time} ${a.id}` < `${b.sort_time} ${b.id}` ? 1 : -1,
        )
        .at(0);
      return [
        place,
        {
          runs: runs.length,
          listed: runs.filter(
            row => row.isListed && row.state_type !== 'SCHEDULED',
          ).length,
          last: last && [last.id, last.sort_time, last.state_type],
        },
      ];
    }),
  };
}

function sketches(rows: readonly Row[]) {
  const [durations, lateness] = [new Sketch(), new Sketch()];
  for (const row of rows) {
    if (row.state_type === 'COMPLETED') durations.add(Number(row.run_time_ms));
    if (row.lateness_ms !== null) lateness.add(Number(row.lateness_ms));
  }
  return { durations: durations.toPairs(), lateness: lateness.toPairs() };
}

function states(rows: readonly Row[]) {
  const counts = groups(rows, row => row.state_type);
  return Object.fromEntries(counts.map(([type, own]) => [type, own.length]));
}

/** By key, in the order of the keys. */
function groups<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): [string, T[]][] {
  const byKey = new Map<string, T[]>();
  for (const item of items) {
    byKey.set(keyOf(item), [...(byKey.get(keyOf(item)) ?? []), item]);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function storedTallies(db: Knex) {
  const byKey = (a: unknown[], b: unknown[]) =>
    String(a[0]) < String(b[0]) ? -1 : 1;
  const slots = await db('run_slots').select();
  const days = await db('run_days').select();
  const activity = await db('deployment_activity').select();
  return {
    slots: slots
      .map(row => [`${row.slot} ${row.state_type}`, row.runs])
      .sort(byKey),
    days: days
      .map(row => [
        `${row.day} ${row.deployment_id}`,
        {
          completed: row.completed,
          failed: row.failed,
          crashed: row.crashed,
          cancelled: row.cancelled,
          durations: JSON.parse(row.durations),
          lateness: JSON.parse(row.lateness),
          hours: JSON.parse(row.hours),
        },
      ])
      .sort(byKey),
    deployments: activity
      .map(row => [
        row.deployment_id,
        {
          runs: row.runs,
          listed: row.listed,
          last: row.last_finished_id
            ? [
                row.last_finished_id,
                row.last_finished_at,
                row.last_finished_state,
              ]
            : undefined,
        },
      ])
      .sort(byKey),
  };
}

/** Of each place what is counted of its days, and the mark of its activity. */
async function marks(db: Knex): Promise<Map<string, [days: string, string]>> {
  const days = await db('run_days').orderBy('day').select();
  const activity = await db('deployment_activity').select();
  return new Map(
    activity.map(({ deployment_id: place, mark }) => [
      place,
      [JSON.stringify(days.filter(day => day.deployment_id === place)), mark],
    ]),
  );
}

/** Places that are counted otherwise than before and are marked as before. */
function oldMarks(
  before: Awaited<ReturnType<typeof marks>>,
  after: Awaited<ReturnType<typeof marks>>,
): string[] {
  return [...after]
    .filter(([place, [days, mark]]) => {
      const [daysBefore, markBefore] = before.get(place) ?? [];
      return days !== daysBefore && mark === markBefore;
    })
    .map(([place]) => place);
}

describe.each(testDatabases.eachSupportedId())('tallies on %s', databaseId => {
  let db: Knex;

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
  });

  it('equal what the runs say, whatever was done to them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        async steps => {
          for (const table of [
            ...['runs', 'run_tags', 'run_slots', 'run_days'],
            'deployment_activity',
          ]) {
            await db(table).delete();
          }
          const store = new MirrorStore(db);
          for (const each of steps) {
            const before = await marks(db);
            await take(db, store, each);
            expect(oldMarks(before, await marks(db))).toEqual([]);
          }
          const rows: Row[] = await db('runs').select();
          expect(await storedTallies(db)).toEqual(expectedTallies(rows));
        },
      ),
      { numRuns: 150 },
    );
  });
});
