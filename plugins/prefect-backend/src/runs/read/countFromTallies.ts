import { SLOT_MS } from '../../mirror';
import { countFromRuns } from './countFromRuns';
import { countPlaces } from './countPlaces';
import {
  hiddenPlaces,
  runsOf,
  shownPlaces,
  sizesOfAll,
  sizesOfShown,
} from './places';
import type { BucketCount, Counting } from './runHistory';

type SlotRow = { bucket: number; state_type: string; runs: number | string };

/** Whether the filter and the edges of the buckets are such that runs were counted that way. */
export function isTallied({
  filter: { tag, q, state },
  since,
  until,
  buckets,
}: Counting): boolean {
  return (
    !tag?.length &&
    !q?.trim() &&
    !state?.includes('LATE') &&
    since % SLOT_MS === 0 &&
    ((until - since) / buckets) % SLOT_MS === 0
  );
}

/**
 * Puts counts together from what was counted as runs changed: of all runs, less those that
 * are not asked for or may not be viewed; or only of those that are shown, when these are
 * fewer. The same answer as from the runs, at a cost that does not grow with them.
 */
export async function countFromTallies(
  counting: Counting,
): Promise<BucketCount[]> {
  const { deps, scope, filter, nowMs, since, until } = counting;
  // What may be ahead, and a run at the very end, is told by the runs alone.
  const present = Math.floor(nowMs / SLOT_MS) * SLOT_MS;
  const open = Math.max(since, Math.min(until, present));
  const [shown, all] = await Promise.all([
    sizesOfShown(deps.db, scope, filter),
    sizesOfAll(deps.db),
  ]);
  const instances = new Set(shown.map(({ instance }) => instance));
  const others = all.filter(({ instance }) => instances.has(instance));
  const isMost = runsOf(others) - runsOf(shown) < runsOf(shown);
  const places = isMost
    ? await hiddenPlaces(deps.db, scope, {
        filter,
        instances: [...instances],
      })
    : await shownPlaces(deps.db, scope, filter);
  const counts = await Promise.all([
    isMost ? countAll(counting, { until: open, instances }) : [],
    countPlaces(counting, {
      span: { since, until: open },
      places,
    }).then(each => (isMost ? each.map(taken) : each)),
    countFromRuns(counting, { since: open, until }),
  ]);
  return counts.flat();
}

function taken(count: BucketCount): BucketCount {
  return { ...count, count: -count.count };
}

async function countAll(
  { deps: { db }, filter: { state }, since, until, buckets }: Counting,
  span: { readonly until: number; readonly instances: ReadonlySet<string> },
): Promise<BucketCount[]> {
  const first = since / SLOT_MS;
  const slotsOfBucket = (until - since) / buckets / SLOT_MS;
  const query = db('run_slots')
    .whereIn('instance', [...span.instances])
    .where('slot', '>=', first)
    .where('slot', '<', span.until / SLOT_MS)
    .groupBy('bucket', 'state_type')
    .select('state_type', {
      // Whole numbers, of which both databases take the whole part.
      bucket: db.raw(`(slot - ${first}) / ${slotsOfBucket}`),
      runs: db.raw('sum(runs)'),
    });
  if (state?.length) query.whereIn('state_type', state);
  const rows: SlotRow[] = await query;
  return rows.map(({ bucket, state_type, runs }) => ({
    bucket: Number(bucket),
    state_type,
    count: Number(runs),
  }));
}
