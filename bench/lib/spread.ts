/** How a measured quantity spread over its samples. */
export type Spread = {
  samples: number;
  min: number;
  p50: number;
  p95: number;
  max: number;
};

/** Nearest-rank percentiles of the values, rounded to a tenth. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) =>
    tenth(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]);
  return {
    samples: sorted.length,
    min: rank(0),
    p50: rank(0.5),
    p95: rank(0.95),
    max: rank(1),
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;
