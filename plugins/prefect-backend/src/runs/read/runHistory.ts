import type { HistoryBucket } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Principal } from '../../access';
import { InvalidRequestError } from '../InvalidRequestError';
import type { RunsDeps } from '../RunsDeps';
import { instantAt } from './instant';
import { applyRunFilter, type RunFilter } from './RunFilter';
import { visibleRuns } from './visibleRuns';

/** Counts that are asked for. Without `until` it ends now; without `since`, a day earlier. */
export type RunHistory = Omit<RunFilter, 'future' | 'subflows'> & {
  readonly buckets: number;
};

const DAY_MS = 86_400_000;

type Count = { bucket: number | string; state_type: string; count: number };

/** Runs per time bucket and state type, by their start; empty buckets included. */
export async function runHistory(
  deps: RunsDeps,
  by: Principal,
  { buckets, ...filter }: RunHistory,
): Promise<HistoryBucket[]> {
  const nowMs = deps.clock();
  const until = filter.until ? Date.parse(filter.until) : nowMs;
  const since = filter.since ? Date.parse(filter.since) : until - DAY_MS;
  if (since >= until) {
    throw new InvalidRequestError('`since` must be before `until`.');
  }
  const span = { since, width: (until - since) / buckets };
  const bounded = {
    ...filter,
    since: instantAt(since),
    until: instantAt(until),
  };
  const query = applyRunFilter(
    visibleRuns(deps.db, await deps.access.viewScope(by)),
    bounded,
    { db: deps.db, nowMs },
  );
  const counts: Count[] = await query
    .select('r.state_type', {
      bucket: bucketOf(deps.db, span),
      count: deps.db.raw('count(*)'),
    })
    .groupBy('bucket', 'r.state_type');
  return fill(counts, { ...span, buckets });
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

function fill(
  counts: readonly Count[],
  { since, width, buckets }: { since: number; width: number; buckets: number },
): HistoryBucket[] {
  const items = Array.from({ length: buckets }, (_, index) => ({
    start: instantAt(since + index * width),
    end: instantAt(since + (index + 1) * width),
    counts: {} as Record<string, number>,
  }));
  for (const { bucket, state_type, count } of counts) {
    // A run exactly at the end belongs to the last bucket.
    const item = items[Math.max(0, Math.min(Number(bucket), buckets - 1))];
    item.counts[state_type] = (item.counts[state_type] ?? 0) + Number(count);
  }
  return items;
}
