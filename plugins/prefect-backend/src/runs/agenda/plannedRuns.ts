import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { groupBy } from '../read/groupBy';
import { instantAt } from '../read/instant';
import { isRecord, parseJson } from '../read/json';
import { keyOf } from '../read/ownership';
import type { RunRow } from '../read/RunRow';
import type { AgendaWindow } from './AgendaWindow';

/** A run of a schedule, or one that somebody planned. */
export type PlannedRun = Pick<
  RunRow,
  | 'id'
  | 'name'
  | 'state_type'
  | 'state_name'
  | 'state_timestamp'
  | 'state_message'
> & {
  /** The schedule that made it; null when somebody did. */
  readonly scheduleId: string | null;
  /** The moment that it was made for. */
  readonly plannedFor: number;
  /** When it is to start; other than `plannedFor` when somebody moved it. */
  readonly due: number;
  readonly hasStarted: boolean;
};

/** The planned runs of a deployment in a window. */
export type PlannedRuns = {
  readonly runs: readonly PlannedRun[];
  /** There may be more before this moment than were read. */
  readonly completeSince: number;
};

/** Runs that are read of one deployment. */
const MOST_RUNS = 1_000;
/** SQLite joins at most 500 SELECTs. */
const PARTS = 100;
/** A run may be started by hand before it is due. */
const EARLY_MS = 3_600_000;

type Row = Omit<RunRow, 'deployment_title'>;

const COLUMNS = [
  'instance',
  'deployment_id',
  'id',
  'name',
  'state_type',
  'state_name',
  'state_timestamp',
  'state_message',
  'expected_start',
  'next_scheduled_start',
  'start_time',
  'auto_scheduled',
  'created_by',
  'sort_time',
];

/** The planned runs of each deployment by {@link keyOf}; one SELECT each, joined. */
export async function plannedRuns(
  db: Knex,
  keys: readonly Key[],
  window: AgendaWindow,
): Promise<Map<string, PlannedRuns>> {
  const rows: Row[] = [];
  for (let start = 0; start < keys.length; start += PARTS) {
    const [first, ...rest] = keys
      .slice(start, start + PARTS)
      .map(key => db.from(runsOf(db, key, window).as('part')));
    rows.push(...(await first.unionAll(rest)));
  }
  const groups = groupBy(rows, row =>
    keyOf(row.instance, row.deployment_id ?? ''),
  );
  return new Map(
    [...groups].map(([key, own]) => [key, toPlannedRuns(own, window)]),
  );
}

function runsOf(
  db: Knex,
  { instance, id }: Key,
  { since, now, until }: AgendaWindow,
): Knex.QueryBuilder {
  return db('runs')
    .where({ instance, deployment_id: id })
    .whereNull('parent_task_run_id')
    .where('sort_time', '>=', instantAt(since - EARLY_MS))
    .where('sort_time', '<=', instantAt(Math.max(now, until)))
    .orderBy('sort_time', 'desc')
    .limit(MOST_RUNS)
    .select(COLUMNS);
}

function toPlannedRuns(
  rows: readonly Row[],
  { since }: AgendaWindow,
): PlannedRuns {
  const oldest = rows[rows.length - 1];
  return {
    runs: rows.flatMap(toPlannedRun),
    completeSince:
      rows.length < MOST_RUNS ? since : Date.parse(oldest.sort_time) + 1,
  };
}

/** What was started by hand was not planned. */
function toPlannedRun(row: Row): PlannedRun[] {
  const createdBy = parseJson<unknown>(row.created_by, undefined);
  const isMade =
    isRecord(createdBy) && createdBy.type === 'SCHEDULE' && createdBy.id;
  const hasStarted = row.start_time !== null;
  const isPlanned =
    isMade ||
    row.auto_scheduled ||
    (row.state_type === 'SCHEDULED' && !hasStarted);
  if (!isPlanned || row.expected_start === null) return [];
  const plannedFor = Date.parse(row.expected_start);
  const isMovable = row.state_type === 'SCHEDULED' && !hasStarted;
  return [
    {
      ...row,
      scheduleId: isMade ? String(createdBy.id) : null,
      plannedFor,
      due:
        isMovable && row.next_scheduled_start
          ? Date.parse(row.next_scheduled_start)
          : plannedFor,
      hasStarted,
    },
  ];
}
