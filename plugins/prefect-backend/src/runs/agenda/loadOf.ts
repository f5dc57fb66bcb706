/** A run from its start to its end, which comes later, as far as that is known or expected. */
export type Span = { readonly start: number; readonly end: number };

/** Spans of equal length. */
export type Buckets = {
  readonly since: number;
  readonly until: number;
  readonly count: number;
};

/** The highest number of runs at once in each bucket. */
export function loadOf(
  spans: readonly Span[],
  { since, until, count }: Buckets,
): number[] {
  const width = (until - since) / count;
  const bucketOf = (time: number) =>
    Math.min(count - 1, Math.max(0, Math.floor((time - since) / width)));
  const inside = spans.filter(({ start, end }) => start < until && end > since);
  const starts = inside
    .map(({ start }) => Math.max(start, since))
    .sort((a, b) => a - b);
  const ends = inside.map(({ end }) => end).sort((a, b) => a - b);
  const load = new Array<number>(count).fill(0);
  let running = 0;
  let ended = 0;
  let filled = 0;
  const note = (bucket: number, value: number) => {
    load[bucket] = Math.max(load[bucket], value);
  };
  /** What goes on through buckets in which nothing starts or ends. */
  const carry = (to: number) => {
    for (; filled < to; filled++) note(filled + 1, running);
  };
  const end = () => {
    carry(bucketOf(ends[ended] - 1));
    ended += 1;
    running -= 1;
  };
  for (const start of starts) {
    while (ends[ended] <= start) end();
    carry(bucketOf(start));
    running += 1;
    note(bucketOf(start), running);
  }
  while (ended < ends.length) end();
  return load;
}
