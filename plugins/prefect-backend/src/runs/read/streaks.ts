import type { Streak } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { keyOf } from './ownership';

type Row = {
  instance: string;
  deployment_id: string;
  failures: number | string;
  since: string;
};

/** Deployments in one statement; each needs two variables. */
const PART = 500;

/** Since when nothing completed, of each deployment, from the newest run back. */
const LAST_COMPLETED = `coalesce((
  select x.sort_time from runs x
  where x.instance = v.instance and x.deployment_id = v.id
    and x.state_type = 'COMPLETED'
  order by x.sort_time desc limit 1
), '')`;

/**
 * Failures in a row until now of each deployment by {@link keyOf}; deployments whose last
 * finished run completed are not in it. A row of failures is by start. Of each deployment
 * its runs are read from the newest back to the last that completed, and no others.
 */
export async function streaks(
  db: Knex,
  keys: readonly Key[],
): Promise<Map<string, Streak>> {
  const rows: Row[] = [];
  for (let start = 0; start < keys.length; start += PART) {
    rows.push(...(await failuresOf(db, keys.slice(start, start + PART))));
  }
  return new Map(
    rows.map(row => [
      keyOf(row.instance, row.deployment_id),
      { failures: Number(row.failures), since: row.since },
    ]),
  );
}

function failuresOf(db: Knex, keys: readonly Key[]): Promise<Row[]> {
  const values = keys.map(() => '(?, ?)').join(', ');
  const pairs = keys.flatMap(({ instance, id }) => [instance, id]);
  return db
    .with('v', ['instance', 'id'], db.raw(`values ${values}`, pairs))
    .with(
      'k',
      db.raw(`select v.instance, v.id, ${LAST_COMPLETED} as since from v`),
    )
    .from('k')
    .crossJoin(db.raw('runs r'))
    .whereRaw('r.instance = k.instance and r.deployment_id = k.id')
    .whereRaw('r.sort_time > k.since')
    .whereIn('r.state_type', ['FAILED', 'CRASHED'])
    .groupBy('r.instance', 'r.deployment_id')
    .select(
      'r.instance',
      'r.deployment_id',
      db.raw('count(*) as failures'),
      db.raw('min(coalesce(r.end_time, r.state_timestamp)) as since'),
    );
}
