import { DayTally, NO_DEPLOYMENT } from '../../mirror';
import { bucketCounts } from './countFromRuns';
import { groupBy } from './groupBy';
import { instantAt } from './instant';
import type { Place } from './places';
import type { BucketCount, Counting } from './runHistory';
import { wherePlaces } from './wherePlaces';

const HOUR_MS = 3_600_000;
/** Places in one statement. */
const PART = 500;

type Wanted = {
  readonly places: readonly Place[];
  /** Milliseconds of the epoch; without the end itself. */
  readonly span: { readonly since: number; readonly until: number };
};

type DayRow = { day: string; hours: string };

/** Counts the runs of some places that lists show: by the hour where buckets have whole hours. */
export async function countPlaces(
  counting: Counting,
  { places, span }: Wanted,
): Promise<BucketCount[]> {
  const { since, until, buckets } = counting;
  const hasHours =
    since % HOUR_MS === 0 && ((until - since) / buckets) % HOUR_MS === 0;
  const lastHour = Math.floor(span.until / HOUR_MS) * HOUR_MS;
  const split = hasHours ? Math.max(span.since, lastHour) : span.since;
  const counts: BucketCount[] = [];
  for (const part of partsOf(places)) {
    counts.push(
      ...(await countDays(counting, {
        places: part,
        span: { since: span.since, until: split },
      })),
      ...(await countRuns(counting, {
        places: part,
        span: { since: split, until: span.until },
      })),
    );
  }
  return counts;
}

/** Of one instance each. */
function partsOf(places: readonly Place[]): Place[][] {
  return [...groupBy(places, place => place.instance).values()].flatMap(own =>
    Array.from({ length: Math.ceil(own.length / PART) }, (_, index) =>
      own.slice(index * PART, (index + 1) * PART),
    ),
  );
}

async function countDays(
  { deps: { db }, filter: { state }, ...cut }: Counting,
  { places, span }: Wanted,
): Promise<BucketCount[]> {
  if (span.since >= span.until) return [];
  const rows: DayRow[] = await db('run_days')
    .where('instance', places[0].instance)
    .whereIn(
      'deployment_id',
      places.map(place => place.deployment_id ?? NO_DEPLOYMENT),
    )
    .where('day', '>=', instantAt(span.since).slice(0, 10))
    .where('day', '<=', instantAt(span.until).slice(0, 10))
    .select('day', 'hours');
  const width = (cut.until - cut.since) / cut.buckets;
  return rows.flatMap(({ day, hours }) => {
    const midnight = Date.parse(day);
    return DayTally.parseCounts(hours).flatMap(({ hour, ...tally }) => {
      const time = midnight + hour * HOUR_MS;
      if (time < span.since || time >= span.until) return [];
      return Object.entries(tally.states)
        .filter(([type]) => !state?.length || state.some(one => one === type))
        .map(([state_type, count]) => ({
          bucket: Math.floor((time - cut.since) / width),
          state_type,
          count: count - (tally.unlisted[state_type] ?? 0),
        }));
    });
  });
}

async function countRuns(
  counting: Counting,
  { places, span }: Wanted,
): Promise<BucketCount[]> {
  if (span.since >= span.until) return [];
  const {
    deps: { db },
    filter: { state },
  } = counting;
  const query = wherePlaces(db('runs as r'), places)
    .where('r.lineage_known', true)
    .whereNull('r.parent_task_run_id')
    .where('r.sort_time', '>=', instantAt(span.since))
    .where('r.sort_time', '<', instantAt(span.until));
  if (state?.length) query.whereIn('r.state_type', state);
  return bucketCounts(query, counting);
}
