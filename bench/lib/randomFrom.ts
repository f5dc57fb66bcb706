/** A repeatable source of chance. */
export type Random = {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including the limit. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** Around 1: half of the values are below it, and few are far above. */
  around(spread: number): number;
  /** A version 7 UUID: it sorts by that time, in milliseconds of the epoch. */
  uuidAt(time: number): string;
};

/** Chance that is the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const next = () => word() / 2 ** 32;
  const below = (limit: number) => Math.floor(next() * limit);
  const hex = () => word().toString(16).padStart(8, '0');
  return {
    next,
    below,
    pick: items => items[below(items.length)],
    around: spread => {
      const normal =
        Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.exp(spread * normal);
    },
    uuidAt: time => {
      const when = Math.floor(time).toString(16).padStart(12, '0');
      const [a, b, c] = [hex(), hex(), hex()];
      const variant = '89ab'[word() & 3];
      return `${when.slice(0, 8)}-${when.slice(8)}-7${a.slice(
        1,
        4,
      )}-${variant}${a.slice(5)}-${b}${c.slice(4)}`;
    },
  };
}
