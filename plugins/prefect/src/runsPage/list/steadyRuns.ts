import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isOver } from '../../runPage/isOver';

/** Rows that stay where they are, and what waits to be shown. */
export type SteadyRuns = {
  readonly rows: readonly Run[];
  /** New runs that would push rows down. */
  readonly fresh: readonly Run[];
  /**
   * Rows whose present state the page no longer tells: they left the filter, were deleted,
   * or were pushed to the next page before they were over.
   */
  readonly lost: readonly Run[];
};

/** What tells a run from all others. */
export const keyOf = ({ instance, id }: Pick<Run, 'instance' | 'id'>) =>
  `${instance}:${id}`;

/**
 * Lays a page that was fetched again over the rows that are shown. Rows change in place,
 * older runs that slid in follow at the end, and newer ones wait.
 */
export function steadyRuns(
  shown: readonly Run[],
  fetched: readonly Run[],
): SteadyRuns {
  const now = byKey(fetched);
  const before = byKey(shown);
  const isShown = (run: Run) => before.has(keyOf(run));
  const isFetched = (run: Run) => now.has(keyOf(run));
  const known = lastIndex(fetched, isShown);
  const told = lastIndex(shown, isFetched);
  return {
    rows: [
      ...shown.map(run => now.get(keyOf(run)) ?? run),
      // Where no row is known any more, nothing says that the others are older.
      ...(known < 0 ? [] : fetched.slice(known + 1)),
    ],
    fresh: (known < 0 ? fetched : fetched.slice(0, known)).filter(
      run => !isShown(run),
    ),
    lost: shown.filter(
      (run, index) => !isFetched(run) && (index < told || !isOver(run.state)),
    ),
  };
}

function byKey(runs: readonly Run[]) {
  return new Map(runs.map(run => [keyOf(run), run]));
}

function lastIndex(runs: readonly Run[], test: (run: Run) => boolean): number {
  for (let index = runs.length - 1; index >= 0; index--) {
    if (test(runs[index])) return index;
  }
  return -1;
}
