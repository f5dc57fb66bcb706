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
/** SQLite joins at most 500 SELECTs, and every part needs four variables. */
const PARTS = 100;

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
 * The last runs of each deployment by {@link keyOf}. One SELECT per deployment, joined to
 * one statement: each reads 20 rows from the index, where a window would read them all.
 */
export async function recentRuns(
  db: Knex,
  keys: readonly Key[],
  nowMs: number,
): Promise<Map<string, RecentRuns>> {
  const rows: CellRow[] = [];
  for (let start = 0; start < keys.length; start += PARTS) {
    const parts = keys
      .slice(start, start + PARTS)
      .map(key => lastRunsOf(db, key, nowMs));
    rows.push(...(await unionAll(db, parts)));
  }
  const byDeployment = groupBy(rows, row =>
    keyOf(row.instance, row.deployment_id ?? ''),
  );
  return new Map(
    [...byDeployment].map(([key, own]) => [key, toRecent(own)] as const),
  );
}

function unionAll(
  db: Knex,
  parts: readonly Knex.QueryBuilder[],
): Knex.QueryBuilder {
  const [first, ...rest] = parts;
  return db
    .from(first.as('part'))
    .unionAll(rest.map(part => db.from(part.as('part'))));
}

function lastRunsOf(db: Knex, key: Key, nowMs: number): Knex.QueryBuilder {
  return db('runs as r')
    .select(
      'r.instance',
      'r.deployment_id',
      'r.id',
      'r.name',
      'r.state_type',
      'r.state_name',
      'r.state_timestamp',
      'r.state_message',
      'r.start_time',
      'r.expected_start',
      'r.run_time_ms',
      'r.sort_time',
    )
    .where('r.instance', key.instance)
    .where('r.deployment_id', key.id)
    .where('r.sort_time', '<=', instantAt(nowMs))
    .orderBy('r.sort_time', 'desc')
    .limit(STRIP);
}

function toRecent(rows: readonly CellRow[]): RecentRuns {
  const newestFirst = rows.toSorted((a, b) =>
    a.sort_time < b.sort_time ? 1 : -1,
  );
  const lastEnded = newestFirst.find(({ state_type }) =>
    ['COMPLETED', 'FAILED', 'CRASHED'].includes(state_type),
  );
  return {
    cells: newestFirst.map(toCell).reverse(),
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
