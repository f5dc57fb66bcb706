/** How one filter stands in the URL, as the values of one parameter. */
export type UrlValue<T> = {
  /** What the values mean; what is unknown among them is left out. */
  read(texts: readonly string[]): T;
  /** None for what the filter is unless the URL says otherwise. */
  write(value: T): readonly string[];
};

type Shape = Readonly<Record<string, UrlValue<unknown>>>;

type ValuesOf<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends UrlValue<infer T> ? T : never;
};

/** The filters of a page and how they stand in its URL. */
export type UrlFilter<F> = {
  /** The filters without any: what an empty URL means. */
  readonly none: F;
  read(search: URLSearchParams): F;
  write(filter: F): URLSearchParams;
};

/** The filters that a `UrlFilter` reads. */
export type FilterOf<U> = U extends UrlFilter<infer F> ? F : never;

/**
 * Filters that live in the URL, so that a page can be linked, kept and gone back to. A
 * parameter has the name that the portal API gives the filter.
 */
export function createUrlFilter<S extends Shape>(
  shape: S,
): UrlFilter<ValuesOf<S>> {
  const entries = Object.entries(shape);
  const read = (search: URLSearchParams) =>
    // An entry for each key of the shape, which `Object.fromEntries` cannot tell its type.
    Object.fromEntries(
      entries.map(([name, value]) => [name, value.read(search.getAll(name))]),
    ) as ValuesOf<S>;
  return {
    none: read(new URLSearchParams()),
    read,
    write: filter =>
      new URLSearchParams(
        entries.flatMap(([name, value]) =>
          value.write(filter[name]).map(text => [name, text]),
        ),
      ),
  };
}

/** Any texts, each once and none of them empty. */
export const texts: UrlValue<readonly string[]> = {
  read: values => [...new Set(values.filter(value => value !== ''))],
  write: values => values,
};

/** The portal API takes no longer texts. */
const MOST_TEXT = 200;

/** One text; the empty one is none, and blanks around it say nothing. */
export const text: UrlValue<string> = {
  read: ([value = '']) => trimmed(value),
  write: value => [trimmed(value)].filter(each => each !== ''),
};

function trimmed(value: string): string {
  return value.trim().slice(0, MOST_TEXT).trimEnd();
}

/** Some of the values that there are, in their own order. */
export function someOf<T extends string>(
  known: readonly T[],
): UrlValue<readonly T[]> {
  const knownOf = (values: readonly string[]) =>
    known.filter(value => values.includes(value));
  return { read: knownOf, write: knownOf };
}

/** One of the values that there are; the usual one needs no parameter. */
export function oneOf<T extends string>(
  known: readonly T[],
  usual: T,
): UrlValue<T> {
  return {
    read: ([first]) => known.find(value => value === first) ?? usual,
    write: value => (value === usual ? [] : [value]),
  };
}

/** Yes or, without the parameter, no. */
export const flag: UrlValue<boolean> = {
  read: ([value]) => value === 'true',
  write: value => (value ? ['true'] : []),
};
