const LONGEST_TEXT = 1_000;
const LONGEST_NAME = 200;
const DEEPEST = 16;
const MOST_ITEMS = 200;
/** Characters of all texts of one value together. */
const BUDGET = 32_000;

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** A text that JSON can carry, cut with a mark that says how much is missing. */
export function cut(text: string, longest = LONGEST_TEXT): string {
  if (text.length <= longest) return text.replace(LONE_SURROGATES, '\ufffd');
  const kept = text.slice(0, longest).replace(LONE_SURROGATES, '\ufffd');
  return `${kept}… (${text.length - longest} more)`;
}

class Bounds {
  #left = BUDGET;

  apply(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case 'string':
        return this.#spend(cut(value));
      case 'number':
        return Number.isFinite(value) ? value : String(value);
      case 'boolean':
        return value;
      case 'bigint':
        return String(value);
      case 'object':
        return value === null ? null : this.#applyTo(value, depth);
      default:
        return undefined;
    }
  }

  #applyTo(value: object, depth: number): unknown {
    if (value instanceof Date) return value.toJSON();
    if (depth >= DEEPEST || this.#left <= 0) return '… (cut)';
    if (Array.isArray(value)) {
      const items = value
        .slice(0, MOST_ITEMS)
        .map(item => this.apply(item, depth + 1) ?? null);
      const more = value.length - items.length;
      return more > 0 ? [...items, `… (${more} more)`] : items;
    }
    const entries = Object.entries(value);
    const kept = entries
      .slice(0, MOST_ITEMS)
      .map(([name, item]) => [
        this.#spend(cut(name, LONGEST_NAME)),
        this.apply(item, depth + 1),
      ]);
    const more = entries.length - kept.length;
    if (more > 0) kept.push(['…', `(${more} more)`]);
    return Object.fromEntries(kept);
  }

  #spend(text: string): string {
    this.#left -= text.length;
    return this.#left >= 0 ? text : cut(text, 20);
  }
}

/**
 * The same value as JSON of a bounded size: what is too long, too many or too deep is cut
 * with a mark. Control characters stay, as JSON escapes them.
 */
export function bounded(value: unknown): unknown {
  return new Bounds().apply(value, 0);
}
