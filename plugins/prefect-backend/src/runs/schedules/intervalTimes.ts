import { ScheduleError } from './ScheduleError';
import type { Zone } from './Zone';

const DAY_MS = 86_400_000;
/** Prefect's scheduler makes at least so many runs ahead. */
const RUNS_AHEAD = 3;

/** An interval with the moment that it is counted from. */
export type Interval = {
  readonly everyMs: number;
  readonly anchor: number;
  readonly zone: Zone;
};

/**
 * The moments at which an interval fires from a moment on, in order.
 *
 * @throws ScheduleError when the interval is too short
 */
export function* intervalTimes(
  interval: Interval,
  from: number,
): Generator<number, void> {
  if (!(interval.everyMs >= 1)) {
    throw new ScheduleError('An interval must be at least a millisecond.');
  }
  if (interval.everyMs >= DAY_MS) yield* longTimes(interval, from);
  else yield* evenTimes(interval, from);
}

/** Below a day clocks do not matter. */
function* evenTimes(
  { everyMs, anchor }: Interval,
  from: number,
): Generator<number, void> {
  let time = anchor + Math.ceil((from - anchor) / everyMs) * everyMs;
  for (;;) {
    yield time;
    time += everyMs;
  }
}

/**
 * From a day on, Prefect jumps from the anchor to now in hours that pass, and goes on
 * from there by the clock (3.8.8). So a change of the clocks moves the time of day, but
 * only after the runs that were made before it: for a few days both exist. This follows
 * the scheduler, which makes runs again whenever one has passed.
 */
function* longTimes(interval: Interval, from: number): Generator<number, void> {
  const made = new Set<number>();
  let start = from;
  for (;;) {
    const times = timesAhead(interval, start);
    times.forEach(time => made.add(time));
    const next = Math.min(...made);
    made.delete(next);
    yield next;
    start = next + 1;
  }
}

function timesAhead(interval: Interval, start: number): number[] {
  const { everyMs, anchor, zone } = interval;
  const steps = Math.trunc((start - anchor) / everyMs);
  let time = anchor + steps * everyMs;
  while (time < start) time = byTheClock(time, interval);
  const times: number[] = [];
  while (times.length < RUNS_AHEAD) {
    times.push(time);
    time = byTheClock(time, { everyMs, anchor, zone });
  }
  return times;
}

function byTheClock(time: number, { everyMs, zone }: Interval): number {
  return zone.lastInstantOf(zone.wallAt(time) + everyMs);
}
