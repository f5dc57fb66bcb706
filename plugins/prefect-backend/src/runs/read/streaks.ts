import type { Streak } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { keyOf } from './ownership';
import { whereDeployments } from './whereDeployments';

type Row = {
  instance: string;
  deployment_id: string;
  failures: number | string;
  since: string;
};

/**
 * Failures in a row until now of each deployment by {@link keyOf}; deployments whose last
 * finished run completed are not in it. One query for all. A row of failures is by start.
 */
export async function streaks(
  db: Knex,
  keys: readonly Key[],
): Promise<Map<string, Streak>> {
  if (keys.length === 0) return new Map();
  const rows: Row[] = await whereDeployments(db('runs as r'), keys)
    .whereIn('r.state_type', ['FAILED', 'CRASHED'])
    .whereRaw(
      `r.sort_time > coalesce((select x.sort_time from runs x
        where x.instance = r.instance and x.deployment_id = r.deployment_id
        and x.state_type = 'COMPLETED' order by x.sort_time desc limit 1), '')`,
    )
    .groupBy('r.instance', 'r.deployment_id')
    .select(
      'r.instance',
      'r.deployment_id',
      db.raw('count(*) as failures'),
      db.raw('min(coalesce(r.end_time, r.state_timestamp)) as since'),
    );
  return new Map(
    rows.map(row => [
      keyOf(row.instance, row.deployment_id),
      { failures: Number(row.failures), since: row.since },
    ]),
  );
}
