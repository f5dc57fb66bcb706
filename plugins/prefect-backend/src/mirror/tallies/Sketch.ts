/** Values with how often each occurred: value, count, value, count, … */
export type SketchPairs = readonly number[];

/**
 * How often which value occurred, values rounded by at most half a percent: small, can be
 * merged with another, and gives back what was added. Values that people give, such as
 * 4 s, are kept exactly.
 */
export class Sketch {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** From what {@link toPairs} gave. */
  static from(pairs: SketchPairs): Sketch {
    const sketch = new Sketch();
    sketch.mergePairs(pairs);
    return sketch;
  }

  get total(): number {
    return this.#total;
  }

  /** Adds so many of a value; a negative count takes them back. */
  add(value: number, count = 1): void {
    this.#addRounded(rounded(value), count);
  }

  merge(other: Sketch): void {
    for (const [value, count] of other.#counts) this.#addRounded(value, count);
  }

  /** Merges what {@link toPairs} gave, without a sketch in between. */
  mergePairs(pairs: SketchPairs): void {
    for (let at = 0; at < pairs.length; at += 2) {
      this.#addRounded(pairs[at], pairs[at + 1]);
    }
  }

  /** The same for pairs that were written as JSON. */
  mergeText(text: string): void {
    this.mergePairs(JSON.parse(text) as SketchPairs);
  }

  /** The value that this share of all is not above (nearest rank); null without any. */
  quantile(share: number): number | null {
    const [value] = this.#at([Math.max(1, Math.ceil(share * this.#total))]);
    return value ?? null;
  }

  /** The one in the middle, or between the two in the middle. */
  median(): number | null {
    const [lower, upper] = this.#at([
      Math.floor((this.#total + 1) / 2),
      Math.floor((this.#total + 2) / 2),
    ]);
    return lower === undefined || upper === undefined
      ? null
      : Math.round((lower + upper) / 2);
  }

  /** The same pairs for the same content. */
  toPairs(): SketchPairs {
    const pairs: number[] = [];
    for (const value of this.#sorted()) {
      pairs.push(value, this.#counts.get(value) ?? 0);
    }
    return pairs;
  }

  /** The values at these places, which rise, the smallest value being at 1. */
  #at(places: readonly number[]): number[] {
    const found: number[] = [];
    let passed = 0;
    for (const value of this.#sorted()) {
      passed += this.#counts.get(value) ?? 0;
      while (passed >= places[found.length]) found.push(value);
      if (found.length === places.length) break;
    }
    return found;
  }

  /** Numbers alone, which are sorted many times faster than pairs. */
  #sorted(): Float64Array {
    return Float64Array.from(this.#counts.keys()).sort();
  }

  #addRounded(value: number, count: number): void {
    const sum = (this.#counts.get(value) ?? 0) + count;
    if (sum === 0) this.#counts.delete(value);
    else this.#counts.set(value, sum);
    this.#total += count;
  }
}

/** To one of 350 values in each power of ten; below a hundred to a whole number. */
function rounded(value: number): number {
  if (value < 100) return Math.round(value);
  const scale = 10 ** Math.floor(Math.log10(value));
  const lead = value / scale;
  const step = scale / stepsPerLead(lead);
  return Math.round(value / step) * step;
}

function stepsPerLead(lead: number): number {
  if (lead < 2) return 100;
  return lead < 5 ? 50 : 20;
}
