import type { HistoryBucket } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Tone } from '../../kit';
import { lookOfFilter, RUN_STATES } from '../runStates';

/** Tones of a bar from the bottom up: what went wrong has a common ground line. */
export const CHART_TONES = [
  'danger',
  'success',
  'info',
  'neutral',
] as const satisfies readonly Tone[];

/** A tone of the chart. */
export type ChartTone = (typeof CHART_TONES)[number];

/** Runs of a tone. */
export type Part = { readonly tone: ChartTone; readonly count: number };

/** A stretch of time with its runs by tone, from the bottom up; tones without any are out. */
export type Stack = {
  readonly since: string;
  readonly until: string;
  readonly total: number;
  readonly parts: readonly Part[];
};

/** What a chart of runs draws. */
export type Stacks = {
  readonly stacks: readonly Stack[];
  /** The total of the highest. */
  readonly highest: number;
  /** Of all stacks together. */
  readonly parts: readonly Part[];
};

/** Sums the counts by state up by tone. */
export function stackBuckets(buckets: readonly HistoryBucket[]): Stacks {
  const stacks = buckets.map(({ start, end, counts }) => {
    const parts = partsOf(Object.entries(counts));
    return { since: start, until: end, total: sum(parts), parts };
  });
  return {
    stacks,
    highest: Math.max(0, ...stacks.map(({ total }) => total)),
    parts: partsOf(buckets.flatMap(({ counts }) => Object.entries(counts))),
  };
}

function partsOf(counts: readonly (readonly [string, number])[]): Part[] {
  return CHART_TONES.map(tone => ({
    tone,
    count: counts.reduce(
      (total, [state, count]) =>
        toneOf(state) === tone ? total + count : total,
      0,
    ),
  })).filter(({ count }) => count > 0);
}

/** A state that a newer Prefect invented has no tone of its own. */
function toneOf(type: string): ChartTone {
  const state = RUN_STATES.find(known => known === type);
  const tone = state && lookOfFilter(state).tone;
  return CHART_TONES.find(known => known === tone) ?? 'neutral';
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { count }) => total + count, 0);
}
