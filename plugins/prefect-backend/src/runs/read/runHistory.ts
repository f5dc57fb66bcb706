import type { HistoryBucket } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope, Principal } from '../../access';
import { InvalidRequestError } from '../InvalidRequestError';
import type { RunsDeps } from '../RunsDeps';
import { countFromRuns } from './countFromRuns';
import { countFromTallies, isTallied } from './countFromTallies';
import { instantAt } from './instant';
import type { RunFilter } from './RunFilter';

/** Counts that are asked for. Without `until` it ends now; without `since`, a day earlier. */
export type RunHistory = Omit<RunFilter, 'future' | 'subflows'> & {
  readonly buckets: number;
};

/** What the counts are of, and how they are cut. */
export type Counting = {
  readonly deps: RunsDeps;
  readonly scope: DeploymentScope;
  readonly filter: Omit<RunHistory, 'since' | 'until' | 'buckets'>;
  readonly nowMs: number;
  /** Milliseconds of the epoch. */
  readonly since: number;
  readonly until: number;
  readonly buckets: number;
};

/** So many runs of a type of state began in a bucket, of which the first is 0. */
export type BucketCount = {
  readonly bucket: number;
  readonly state_type: string;
  readonly count: number;
};

const DAY_MS = 86_400_000;

/** Runs per time bucket and state type, by their start; empty buckets included. */
export async function runHistory(
  deps: RunsDeps,
  by: Principal,
  { buckets, since: from, until: to, ...filter }: RunHistory,
): Promise<HistoryBucket[]> {
  const nowMs = deps.clock();
  const until = to ? Date.parse(to) : nowMs;
  const since = from ? Date.parse(from) : until - DAY_MS;
  if (since >= until) {
    throw new InvalidRequestError('`since` must be before `until`.');
  }
  const scope = await deps.access.viewScope(by);
  const counting = { deps, scope, filter, nowMs, since, until, buckets };
  const counts = isTallied(counting)
    ? await countFromTallies(counting)
    : await countFromRuns(counting);
  return fill(counts, counting);
}

function fill(
  counts: readonly BucketCount[],
  { since, until, buckets }: Counting,
): HistoryBucket[] {
  const width = (until - since) / buckets;
  const items = Array.from({ length: buckets }, (_, index) => ({
    start: instantAt(since + index * width),
    end: instantAt(since + (index + 1) * width),
    counts: {} as Record<string, number>,
  }));
  for (const { bucket, state_type, count } of counts) {
    // A run exactly at the end belongs to the last bucket.
    const item = items[Math.max(0, Math.min(bucket, buckets - 1))];
    const sum = (item.counts[state_type] ?? 0) + count;
    if (sum === 0) delete item.counts[state_type];
    else item.counts[state_type] = sum;
  }
  return items;
}
