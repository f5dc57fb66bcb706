import { mergeNews, type News, NO_NEWS } from './News';

export type NewsWriterDeps = {
  readonly append: (news: News) => Promise<void>;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** News that come within this time are written together. */
const GATHER_MS = 20;
/** How soon it is tried again after the database did not take it. */
const RETRY_MS = 1_000;

/** Writes down for other processes what this one changed, one row after another. */
export class NewsWriter {
  readonly #deps: NewsWriterDeps;
  readonly #stop = new AbortController();
  #waiting: News | undefined;
  #writing: Promise<void> | undefined;

  constructor(deps: NewsWriterDeps) {
    this.#deps = deps;
  }

  add(news: Partial<News>): void {
    this.#waiting = mergeNews(this.#waiting ?? NO_NEWS, news);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Returns when what was added is written, or could not be. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#writing;
  }

  async #write(): Promise<void> {
    const { append, sleep } = this.#deps;
    while (this.#waiting) {
      const news = this.#waiting;
      this.#waiting = undefined;
      try {
        await append(news);
        await sleep(GATHER_MS, this.#stop.signal);
      } catch {
        // Whoever follows next tells that anything may have changed.
        if (this.#stop.signal.aborted) return;
        this.#waiting = { ...NO_NEWS, all: true };
        await sleep(RETRY_MS, this.#stop.signal);
      }
    }
  }
}
