import type { InstanceId } from '../../instances';
import type { FreshnessBoard } from './FreshnessBoard';
import { type News, NO_NEWS } from './News';
import type { NewsStore, Positions, StoredNews } from './NewsStore';
import type { StateStore } from './StateStore';

export type NewsFeedDeps = {
  readonly instances: readonly InstanceId[];
  /** What this process wrote itself is no news to it. */
  readonly origin: string;
  readonly news: Pick<NewsStore, 'positions' | 'readAfter'>;
  readonly states: Pick<StateStore, 'read'>;
  readonly board: FreshnessBoard;
  /** How long to wait when nobody rings, ms. */
  readonly pauseMs: () => number;
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onNews: (instance: InstanceId, news: News) => void;
  /** Called after each look. */
  readonly onLook: () => Promise<void>;
  readonly onProblem: (error: unknown) => void;
};

/** Reads what other processes wrote down: their news, and how fresh instances are. */
export class NewsFeed {
  readonly #deps: NewsFeedDeps;
  #positions: Map<InstanceId, number> | undefined;
  #nap = new AbortController();
  #isHurried = false;
  #isStopped = false;
  #finished: Promise<void> = Promise.resolve();

  constructor(deps: NewsFeedDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.#look();
    this.#finished = this.#follow();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#nap.abort();
    await this.#finished;
  }

  /** There is something to read. */
  hurry(): void {
    this.#isHurried = true;
    this.#nap.abort();
  }

  async #follow(): Promise<void> {
    const { sleep, pauseMs } = this.#deps;
    while (!this.#isStopped) {
      this.#nap = new AbortController();
      if (!this.#isHurried) await sleep(pauseMs(), this.#nap.signal);
      this.#isHurried = false;
      if (!this.#isStopped) await this.#look();
    }
  }

  async #look(): Promise<void> {
    const { board, states, elapsed, onLook, onProblem } = this.#deps;
    try {
      const asked = elapsed();
      board.show(await states.read(), asked);
      await this.#readNews();
      await onLook();
    } catch (error) {
      onProblem(error);
    }
    board.look();
  }

  /** What was before the first look is in the tables, which nobody has read yet. */
  async #readNews(): Promise<void> {
    const { news, instances } = this.#deps;
    if (!this.#positions) {
      this.#positions = new Map(await news.positions(instances));
      return;
    }
    for (const each of await news.readAfter(this.#positions)) this.#tell(each);
  }

  #tell({ instance, position, origin, news }: StoredNews): void {
    const before = this.#known.get(instance) ?? 0;
    this.#positions?.set(instance, position);
    if (origin === this.#deps.origin) return;
    const isMissing = position > before + 1;
    this.#deps.onNews(instance, isMissing ? { ...NO_NEWS, all: true } : news);
  }

  get #known(): Positions {
    return this.#positions ?? new Map();
  }
}
