/** Rows of one multi-row insert: below SQLite's limits of terms and variables. */
const CHUNK = 250;

/** Does the work for some of the items after the other. */
export async function eachChunk<T>(
  items: readonly T[],
  work: (chunk: T[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += CHUNK) {
    await work(items.slice(from, from + CHUNK));
  }
}
