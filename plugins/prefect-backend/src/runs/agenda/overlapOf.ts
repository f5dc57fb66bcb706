import type { Occurrence } from './timelineOf';

/** Where a deployment starts again before it usually ends. */
export type Overlap = { readonly count: number; readonly first: number };

/** From now on; null where it does not, or where nobody knows how long it takes. */
export function overlapOf(
  occurrences: readonly Occurrence[],
  { now, usualMs }: { now: number; usualMs: number | null },
): Overlap | null {
  if (usualMs === null) return null;
  const starts = occurrences
    .filter(({ time, kind }) => time >= now && kind !== 'missed')
    .map(({ time }) => time);
  const early = starts.filter(
    (time, index) => index > 0 && time - starts[index - 1] < usualMs,
  );
  return early.length > 0 ? { count: early.length, first: early[0] } : null;
}
