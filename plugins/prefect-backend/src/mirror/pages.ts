/** Prefect's largest page (3.8.8). */
export const PAGE = 200;

/** Every item of a paged list. Stops at the first page that is not full. */
export async function* pages<T>(
  read: (page: { limit: number; offset: number }) => Promise<T[]>,
): AsyncGenerator<T[], void> {
  for (let offset = 0; ; offset += PAGE) {
    const items = await read({ limit: PAGE, offset });
    if (items.length > 0) yield items;
    if (items.length < PAGE) return;
  }
}

/** The items in portions that fit one request. */
export function* portions<T>(items: readonly T[]): Generator<T[], void> {
  for (let from = 0; from < items.length; from += PAGE) {
    yield items.slice(from, from + PAGE);
  }
}

/** The same items in larger pages, of so many of the pages before. */
export async function* joined<T>(
  read: AsyncIterable<T[]>,
  count: number,
): AsyncGenerator<T[], void> {
  let items: T[] = [];
  let joinedPages = 0;
  for await (const page of read) {
    items.push(...page);
    joinedPages += 1;
    if (joinedPages < count) continue;
    yield items;
    items = [];
    joinedPages = 0;
  }
  if (items.length > 0) yield items;
}
