import type { RunCell } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { cause } from './cause';
import { groupBy } from './groupBy';
import { instantAt } from './instant';
import { keyOf } from './ownership';
import type { RunRow } from './RunRow';
import { toState } from './toState';

const STRIP = 20;
/** Deployments in one statement; each needs two variables. */
const PART = 500;

const COLUMNS = [
  'instance',
  'deployment_id',
  'id',
  'name',
  'state_type',
  'state_name',
  'state_timestamp',
  'state_message',
  'start_time',
  'expected_start',
  'run_time_ms',
  'sort_time',
]
  .map(column => `r.${column}`)
  .join(', ');

type CellRow = Pick<
  RunRow,
  | 'instance'
  | 'deployment_id'
  | 'id'
  | 'name'
  | 'state_type'
  | 'state_name'
  | 'state_timestamp'
  | 'state_message'
  | 'start_time'
  | 'expected_start'
  | 'run_time_ms'
  | 'sort_time'
>;

/** The last runs of a deployment. */
export type RecentRuns = {
  /** At most 20, oldest first. */
  readonly cells: RunCell[];
  /** What went wrong in the last one that ended, when it did not complete. */
  readonly cause: string | null;
};

/**
 * The last runs of each deployment by {@link keyOf}, in one statement: of each it reads 20
 * rows from the index, where a window would read them all.
 */
export async function recentRuns(
  db: Knex,
  keys: readonly Key[],
  nowMs: number,
): Promise<Map<string, RecentRuns>> {
  const rows: CellRow[] = [];
  for (let start = 0; start < keys.length; start += PART) {
    rows.push(
      ...(await lastRunsOf(db, keys.slice(start, start + PART), nowMs)),
    );
  }
  const byDeployment = groupBy(rows, row =>
    keyOf(row.instance, row.deployment_id ?? ''),
  );
  return new Map(
    [...byDeployment].map(([key, own]) => [key, toRecent(own)] as const),
  );
}

const NEWEST_OF_KEY = `from runs r
  where r.instance = k.instance and r.deployment_id = k.id and r.sort_time <= ?
  order by r.sort_time desc`;

/** SQLite knows no lateral join, so it looks for the moment at which the last ones begin. */
async function lastRunsOf(
  db: Knex,
  keys: readonly Key[],
  nowMs: number,
): Promise<CellRow[]> {
  const now = instantAt(nowMs);
  const values = keys.map(() => '(?, ?)').join(', ');
  const pairs = keys.flatMap(({ instance, id }) => [instance, id]);
  if (db.client.config.client === 'pg') {
    const { rows } = await db.raw(
      `select r.* from (values ${values}) as k (instance, id)
        cross join lateral (
          select ${COLUMNS} ${NEWEST_OF_KEY} limit ${STRIP}
        ) r`,
      [...pairs, now],
    );
    return rows;
  }
  return db.raw(
    `with k (instance, id) as (values ${values})
      select ${COLUMNS} from k cross join runs r
      where r.instance = k.instance and r.deployment_id = k.id
        and r.sort_time <= ?
        and r.sort_time >= coalesce(
          (select r.sort_time ${NEWEST_OF_KEY} limit 1 offset ${
      STRIP - 1
    }), '')`,
    [...pairs, now, now],
  );
}

function toRecent(rows: readonly CellRow[]): RecentRuns {
  const newestFirst = rows.toSorted((a, b) =>
    a.sort_time < b.sort_time ? 1 : -1,
  );
  const lastEnded = newestFirst.find(({ state_type }) =>
    ['COMPLETED', 'FAILED', 'CRASHED'].includes(state_type),
  );
  return {
    // Several may have begun at the moment at which the last ones begin.
    cells: newestFirst.slice(0, STRIP).map(toCell).reverse(),
    cause: lastEnded ? cause(lastEnded) : null,
  };
}

function toCell(row: CellRow): RunCell {
  return {
    id: row.id,
    name: row.name,
    state: toState(row),
    start: row.start_time ?? row.expected_start,
    durationMs: row.start_time ? Number(row.run_time_ms) : null,
  };
}
