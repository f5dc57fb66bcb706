import type { Knex } from 'knex';
import { instantAt } from './instant';
import { applyRunFilter } from './RunFilter';
import type { BucketCount, Counting } from './runHistory';
import { visibleRuns } from './visibleRuns';

type Row = { bucket: number | string; state_type: string; count: number };

/** Counts the runs themselves, from `since` to `until`, both included. */
export async function countFromRuns(
  counting: Counting,
  { since, until }: Pick<Counting, 'since' | 'until'> = counting,
): Promise<BucketCount[]> {
  const { deps, scope, filter, nowMs } = counting;
  const query = applyRunFilter(
    visibleRuns(deps.db, scope),
    { ...filter, since: instantAt(since), until: instantAt(until) },
    { db: deps.db, nowMs },
  );
  return bucketCounts(query, counting);
}

/** Counts what a query over `runs as r` finds by bucket and type of state. */
export async function bucketCounts(
  query: Knex.QueryBuilder,
  { deps: { db }, since, until, buckets }: Counting,
): Promise<BucketCount[]> {
  const rows: Row[] = await query
    .select('r.state_type', {
      bucket: bucketOf(db, { since, width: (until - since) / buckets }),
      count: db.raw('count(*)'),
    })
    .groupBy('bucket', 'r.state_type');
  return rows.map(({ bucket, state_type, count }) => ({
    bucket: Number(bucket),
    state_type,
    count: Number(count),
  }));
}

/** Which bucket a row falls into; the dialects have no common word for it. */
function bucketOf(
  db: Knex,
  { since, width }: { since: number; width: number },
): Knex.Raw {
  const start = instantAt(since);
  return db.client.config.client === 'pg'
    ? db.raw(
        'floor(extract(epoch from (r.sort_time::timestamptz - ?::timestamptz)) * 1000 / ?)',
        [start, width],
      )
    : db.raw(
        'cast(round((julianday(r.sort_time) - julianday(?)) * 86400000) / ? as integer)',
        [start, width],
      );
}
