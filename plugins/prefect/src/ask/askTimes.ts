const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const USUAL = [
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  4 * HOUR,
  8 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
];

/** The portal API takes no more, in seconds. */
const MOST = 30 * DAY;

/** For how long a right can be asked for, in seconds, shortest first; the longest is among them. */
export function askTimes(longestSeconds: number): number[] {
  const longest = Math.min(longestSeconds, MOST);
  return [...USUAL.filter(seconds => seconds < longest), longest];
}

/** What is asked for unless somebody chooses: an hour, or as long as there is. */
export function usualTime(longestSeconds: number): number {
  return Math.min(longestSeconds, HOUR);
}
