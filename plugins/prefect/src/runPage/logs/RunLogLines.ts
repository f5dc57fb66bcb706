import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Lines after a position, as the portal API answers. */
export type LogPage = {
  readonly lines: readonly LogLine[];
  readonly next: number;
  readonly complete: boolean;
};

/** What is known of a run's log at a moment; a new object for each change. */
export type LogSnapshot = {
  /** In order of time. */
  readonly lines: readonly LogLine[];
  /** Nothing was read yet, everything so far was, or the run has ended and that was all. */
  readonly state: 'loading' | 'live' | 'complete';
  /** Why the last read failed; what was read before stays. */
  readonly error: Error | undefined;
};

type ReadPage = (after: number, signal: AbortSignal) => Promise<LogPage>;

/**
 * The log of one run as the page knows it. It grows by reading on from where the last read
 * ended; lines that come late are put where their time belongs, and none is there twice.
 */
export class RunLogLines {
  readonly #read: ReadPage;
  readonly #listeners = new Set<() => void>();
  readonly #known = new Set<string>();
  readonly #stop = new AbortController();
  #snapshot: LogSnapshot = { lines: [], state: 'loading', error: undefined };
  #next = 0;
  #reading: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(read: ReadPage) {
    this.#read = read;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): LogSnapshot => this.#snapshot;

  /** Reads what is new; asked for while it reads, it looks once more at the end. */
  refresh(): Promise<void> {
    this.#isAskedAgain = this.#reading !== undefined;
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Ends what is being read. */
  stop(): void {
    this.#stop.abort();
  }

  async #readOn(): Promise<void> {
    try {
      do {
        this.#isAskedAgain = false;
        await this.#readToTheEnd();
      } while (this.#isAskedAgain);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#show({ ...this.#snapshot, error: error as Error });
    }
  }

  async #readToTheEnd(): Promise<void> {
    for (;;) {
      const page = await this.#read(this.#next, this.#stop.signal);
      this.#next = page.next;
      this.#show({
        lines: this.#merge(page.lines),
        state: page.complete ? 'complete' : 'live',
        error: undefined,
      });
      if (page.lines.length === 0 || page.complete) return;
    }
  }

  #merge(read: readonly LogLine[]): readonly LogLine[] {
    const fresh = read.filter(({ id }) => {
      const isNew = !this.#known.has(id);
      this.#known.add(id);
      return isNew;
    });
    if (fresh.length === 0) return this.#snapshot.lines;
    return mergeByTime(this.#snapshot.lines, fresh);
  }

  #show(snapshot: LogSnapshot): void {
    const { lines, state, error } = this.#snapshot;
    if (
      snapshot.lines === lines &&
      snapshot.state === state &&
      snapshot.error === error
    ) {
      return;
    }
    this.#snapshot = snapshot;
    this.#listeners.forEach(listener => listener());
  }
}

/** Joins lines in order with others in any order; nearly always the others come after. */
export function mergeByTime(
  ordered: readonly LogLine[],
  others: readonly LogLine[],
): LogLine[] {
  const sorted = [...others].sort(byTime);
  let at = ordered.length;
  while (at > 0 && byTime(ordered[at - 1], sorted[0]) > 0) at--;
  return [...ordered.slice(0, at), ...mergeSorted(ordered.slice(at), sorted)];
}

function mergeSorted(
  left: readonly LogLine[],
  right: readonly LogLine[],
): LogLine[] {
  if (left.length === 0) return [...right];
  return [...left, ...right].sort(byTime);
}

/** The sort is stable, so lines of one moment stay as they became known. */
function byTime(a: LogLine, b: LogLine): number {
  return Date.parse(a.ts) - Date.parse(b.ts);
}
