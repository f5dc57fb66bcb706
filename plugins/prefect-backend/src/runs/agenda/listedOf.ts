import type { Occurrence } from './timelineOf';
import { MOST_OCCURRENCES } from './timelineOf';

/** Occurrences that one deployment lists. */
export const MOST_LISTED = 250;

/** What is listed, and where the rest is. */
export type Listed = {
  /** In order. */
  readonly occurrences: readonly Occurrence[];
  readonly hidden: {
    readonly count: number;
    readonly from: number;
    readonly until: number;
  } | null;
};

/** What was missed matters most, then what exists, then what is due soonest. */
const RANK: Record<Occurrence['kind'], number> = {
  missed: 0,
  exists: 1,
  computed: 2,
};

/**
 * Chooses what is listed of too many occurrences.
 *
 * @param cutAt - the end of the window, when more were not even computed
 */
export function listedOf(
  occurrences: readonly Occurrence[],
  cutAt: number | undefined,
): Listed {
  const chosen = new Set(
    occurrences.length <= MOST_LISTED
      ? occurrences
      : occurrences
          .toSorted((a, b) => RANK[a.kind] - RANK[b.kind])
          .slice(0, MOST_LISTED),
  );
  const rest = occurrences.filter(each => !chosen.has(each));
  if (rest.length === 0) return { occurrences, hidden: null };
  return {
    occurrences: occurrences.filter(each => chosen.has(each)),
    hidden: {
      count:
        cutAt === undefined
          ? Math.min(rest.length, MOST_OCCURRENCES)
          : MOST_OCCURRENCES,
      from: rest[0].time,
      until: cutAt ?? rest[rest.length - 1].time,
    },
  };
}
