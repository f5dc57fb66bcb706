import { parseCron } from './cron/parseCron';
import { cronWalls } from './cron/cronWalls';
import { intervalTimes } from './intervalTimes';
import { parseRecurrence } from './rrule/parseRecurrence';
import { recurrenceWalls } from './rrule/recurrenceWalls';
import { ScheduleError } from './ScheduleError';
import type { Timing } from './Timing';
import { Zone, type WallTime } from './Zone';

/** Moments in milliseconds since 1970, both ends included, and how many are wanted. */
export type OccurrenceWindow = {
  readonly from: number;
  readonly until: number;
  readonly limit: number;
};

/** When a schedule fires in a window. */
export type Occurrences = {
  /** In order. */
  readonly times: readonly number[];
  /** There may be more of them in the window than was asked for. */
  readonly isCut: boolean;
};

/** A clock that is set forward skips at most so much. */
const LONGEST_SKIP_MS = 3 * 3_600_000;

/**
 * When a schedule fires, as Prefect 3.8.8 computes it.
 *
 * @throws ScheduleError when it cannot be told
 */
export function occurrencesOf(
  timing: Timing,
  window: OccurrenceWindow,
): Occurrences {
  const zone = Zone.of(timing.timezone || 'UTC');
  return timing.kind === 'interval'
    ? take(intervalTimes(intervalOf(timing, zone), window.from), window)
    : takeWalls(wallsOf(timing, spanOf(zone, window)), { zone, window });
}

type Span = { readonly from: WallTime; readonly until: WallTime };

/** A skipped time comes before the times that the clock shows then. */
function spanOf(zone: Zone, { from, until }: OccurrenceWindow): Span {
  return {
    from: zone.wallAt(from),
    until: zone.wallAt(until) + LONGEST_SKIP_MS,
  };
}

function wallsOf(
  { kind, expression, dayOr }: Timing,
  span: Span,
): Iterable<WallTime> {
  return kind === 'cron'
    ? cronWalls(
        parseCron(expression),
        span.from,
        dayOr === false ? 'both' : 'either',
      )
    : recurrenceWalls(parseRecurrence(expression), span);
}

function intervalOf({ expression, anchor }: Timing, zone: Zone) {
  const since = anchor === null ? NaN : Date.parse(anchor);
  if (Number.isNaN(since)) {
    throw new ScheduleError('Its anchor is not known.');
  }
  return { everyMs: Number(expression), anchor: since, zone };
}

function take(
  times: Iterable<number>,
  { until, limit }: OccurrenceWindow,
): Occurrences {
  const taken: number[] = [];
  for (const time of times) {
    if (time > until) break;
    if (taken.length === limit) return { times: taken, isCut: true };
    taken.push(time);
  }
  return { times: taken, isCut: false };
}

/** Where a clock is changed, two times may be one moment, and their order may turn. */
function takeWalls(
  walls: Iterable<WallTime>,
  { zone, window }: { zone: Zone; window: OccurrenceWindow },
): Occurrences {
  const { from, until, limit } = window;
  const latestWall = zone.wallAt(until) + LONGEST_SKIP_MS;
  const times = new Set<number>();
  let isCut = false;
  for (const wall of walls) {
    if (wall > latestWall) break;
    const time = zone.firstInstantOf(wall);
    if (time < from || time > until || times.has(time)) continue;
    if (times.size === limit) {
      isCut = true;
      break;
    }
    times.add(time);
  }
  return { times: [...times].sort((a, b) => a - b), isCut };
}

/**
 * Whether Prefect may do otherwise than it was computed: near a change of the clock that
 * depends on its Python, and on when its scheduler looks.
 */
export function isUncertain({ timezone }: Timing, time: number): boolean {
  return Zone.of(timezone || 'UTC').isNearChange(time);
}
