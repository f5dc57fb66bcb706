import type { ChartFigures } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { RunStateFilter } from '../runsPage/runStates';

/** What charts tell of runs. */
export const MEASURES = ['success', 'duration', 'lateness'] as const;

/** One of what charts tell. */
export type Measure = (typeof MEASURES)[number];

/** What a line of a chart is of. */
export type LineName = 'success' | 'p50' | 'p95';

/** How a measure is told. */
export type Meaning = {
  /** From the bottom up. */
  readonly lines: readonly LineName[];
  /** A share of one or ms, one of each line; null where there is nothing to tell. */
  valuesOf(figures: ChartFigures): readonly number[] | null;
  /** States of the runs that it is made of; none for whatever has begun. */
  readonly states: readonly RunStateFilter[];
};

/** How each measure is told. */
export const MEANINGS: Readonly<Record<Measure, Meaning>> = {
  success: {
    lines: ['success'],
    valuesOf: ({ successRate }) =>
      successRate === null ? null : [successRate],
    states: ['COMPLETED', 'FAILED', 'CRASHED'],
  },
  duration: {
    lines: ['p50', 'p95'],
    valuesOf: ({ durationMs }) =>
      durationMs && [durationMs.p50, durationMs.p95],
    states: ['COMPLETED'],
  },
  lateness: {
    lines: ['p50', 'p95'],
    valuesOf: ({ latenessMs }) =>
      latenessMs && [latenessMs.p50, latenessMs.p95],
    states: [],
  },
};

/** Whether runs began or ended. */
export function hasRuns(figures: ChartFigures): boolean {
  const { finished, cancelled, latenessMs } = figures;
  return finished + cancelled > 0 || latenessMs !== null;
}
