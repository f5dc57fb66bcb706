import type { RunStats } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { instantAt } from './instant';
import { keyOf } from './ownership';
import { whereDeployments } from './whereDeployments';

const DAY_MS = 86_400_000;
/** Only runs that started at most this long before the window are looked at; the index is by start. */
const LONGEST_RUN_DAYS = 3;

/** The window of statistics: so many days until now. */
export type Window = { readonly days: number; readonly nowMs: number };

type Row = {
  instance: string;
  deployment_id: string;
  finished: number | string;
  completed: number | string;
  usual: number | string | null;
};

/** Counts and usual duration of each deployment by {@link keyOf}; one query for all. */
export async function runStats(
  db: Knex,
  keys: readonly Key[],
  window: Window,
): Promise<Map<string, RunStats>> {
  if (keys.length === 0) return new Map();
  const rows: Row[] = await db
    .with('ended', endedRuns(db, keys, window))
    .from('ended')
    .groupBy('instance', 'deployment_id')
    .select(
      'instance',
      'deployment_id',
      db.raw('count(*) as finished'),
      db.raw(
        `sum(case when state_type = 'COMPLETED' then 1 else 0 end) as completed`,
      ),
      // The middle one, or the two in the middle.
      db.raw(
        `avg(case when state_type = 'COMPLETED'
          and place in ((total + 1) / 2, (total + 2) / 2) then run_time_ms end) as usual`,
      ),
    );
  return new Map(
    rows.map(row => [
      keyOf(row.instance, row.deployment_id),
      toStats(row, window),
    ]),
  );
}

/** Statistics of a deployment without a finished run. */
export function noStats({ days }: Window): RunStats {
  return {
    days,
    finished: 0,
    completed: 0,
    successRate: null,
    usualDurationMs: null,
  };
}

function endedRuns(
  db: Knex,
  keys: readonly Key[],
  { days, nowMs }: Window,
): Knex.QueryBuilder {
  const since = nowMs - days * DAY_MS;
  const per = 'partition by r.instance, r.deployment_id, r.state_type';
  return whereDeployments(db('runs as r'), keys)
    .whereIn('r.state_type', ['COMPLETED', 'FAILED', 'CRASHED'])
    .where('r.sort_time', '>=', instantAt(since - LONGEST_RUN_DAYS * DAY_MS))
    .where('r.end_time', '>=', instantAt(since))
    .select(
      'r.instance',
      'r.deployment_id',
      'r.state_type',
      'r.run_time_ms',
      db.raw(`row_number() over (${per} order by r.run_time_ms) as place`),
      db.raw(`count(*) over (${per}) as total`),
    );
}

function toStats(row: Row, { days }: Window): RunStats {
  const finished = Number(row.finished);
  const completed = Number(row.completed);
  return {
    days,
    finished,
    completed,
    successRate: finished > 0 ? completed / finished : null,
    usualDurationMs: row.usual === null ? null : Math.round(Number(row.usual)),
  };
}
