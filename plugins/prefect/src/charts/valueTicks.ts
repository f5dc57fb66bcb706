import type { Measure } from './measures';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps of a scale that people count time in. */
const STEPS = [
  ...[50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(seconds => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map(hours => hours * HOUR),
];

/** More would touch each other beside a chart. */
const MOST_STEPS = 3;

const SHARES = [0, 0.5, 1];

/**
 * Values that the scale of a chart names, from its bottom to its top. Shares have the same
 * scale in all charts. Durations have one that fits: those of one deployment take seconds,
 * of another hours.
 */
export function valueTicks(measure: Measure, highest: number): number[] {
  if (measure === 'success') return SHARES;
  const step =
    STEPS.find(each => each * MOST_STEPS >= highest) ??
    Math.ceil(highest / MOST_STEPS / DAY) * DAY;
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
