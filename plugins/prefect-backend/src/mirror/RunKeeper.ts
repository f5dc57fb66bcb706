import type { PrefectFlowRun } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import { DirtyRuns } from './DirtyRuns';
import type { MirrorMetrics } from './MirrorMetrics';
import type { ChangedRuns, MirrorStore } from './MirrorStore';
import { PAGE, portions } from './pages';
import type { EventState } from './PrefectEvent';
import type { RunFolder } from './RunFolder';
import type { RunRow } from './rows';
import { StateBatch } from './StateBatch';
import { Turns } from './Turns';

export type RunKeeperDeps = {
  readonly instance: InstanceId;
  readonly store: MirrorStore;
  readonly folder: RunFolder;
  readonly metrics: MirrorMetrics;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Runs that are other than before, or gone; called after the commit. */
  readonly onChange: (change: ChangedRuns) => void;
  /** Work that nobody waits for has failed; the next reconciliation mends it. */
  readonly onBroken: (error: unknown) => void;
};

/** Events that come within this time are read from Prefect in one request. */
const GATHER_MS = 15;
/** States that may wait to be stored. */
const MOST_STATES = 500;
/** A sub-flow's parent may be recorded a moment after the sub-flow, or never. */
const TRACE_AGAIN_MS = [300, 1_000, 3_000, 10_000];

/**
 * Keeps the rows of one instance's runs. An event is applied at once when it tells a
 * younger state; what Prefect answers is the truth, unless it was overtaken. Writes are
 * done one after another; no request is made in a turn, so events do not wait for one.
 */
export class RunKeeper {
  readonly #deps: RunKeeperDeps;
  readonly #signal: AbortSignal;
  readonly #dirty = new DirtyRuns();
  readonly #turns = new Turns();
  readonly #states = new StateBatch();
  readonly #tracings = new Map<string, number>();
  /** When the states that wait are stored; undefined while none waits. */
  #applied: Promise<void> | undefined;
  #isGathering = false;

  constructor(deps: RunKeeperDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  /** When all writes that were asked for are done. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /**
   * An event told a state. States that come while others are being stored are stored
   * together after that; only when there are many does whoever tells them wait.
   */
  async apply(runId: string, state: EventState): Promise<void> {
    this.#dirty.touch(runId);
    this.#states.add(runId, state);
    this.#applied ??= this.#turns.take(() => this.#applyStates());
    if (this.#states.size >= MOST_STATES) await this.#applied;
  }

  /** An event told that something about the run is other than before. */
  touch(runId: string): void {
    this.#dirty.touch(runId);
    this.#gather();
  }

  /**
   * Reads these runs now; those that Prefect does not know are removed.
   *
   * @returns how many were other than stored although no event had told it
   */
  async read(ids: readonly string[]): Promise<number> {
    let untold = 0;
    for (const portion of portions(ids)) {
      untold += await this.#readPortion(portion);
    }
    return untold;
  }

  /**
   * Keeps every run of the pages. Prefect is asked for a page while the one before is
   * stored, and never for two at once.
   *
   * @returns how many were other than stored although no event had told it
   */
  async keepPages(
    pages: AsyncIterator<PrefectFlowRun[]>,
    onKept: (
      page: readonly PrefectFlowRun[],
    ) => Promise<void> | void = () => {},
  ): Promise<number> {
    let untold = 0;
    const askForNext = () => {
      const asked = this.#dirty.ask();
      const answer = pages.next();
      // When storing fails nobody waits for it any more.
      answer.catch(() => undefined);
      return { asked, answer };
    };
    let next = askForNext();
    try {
      for (;;) {
        const { asked, answer } = next;
        const { done, value: page } = await answer;
        if (done) return untold;
        next = askForNext();
        try {
          untold += await this.#keep(page, asked);
        } finally {
          this.#dirty.close(asked);
        }
        await onKept(page);
      }
    } finally {
      this.#dirty.close(next.asked);
    }
  }

  async #applyStates(): Promise<void> {
    const { store, instance, metrics, onChange, onBroken } = this.#deps;
    this.#applied = undefined;
    try {
      const told = this.#states.take();
      const news = await store.applyStates(instance, told);
      metrics.folded(instance, { told: told.size, news: news.runs.length });
      if (news.runs.length > 0) onChange(news);
    } catch (error) {
      // The runs are dirty: what was lost here comes with their reading.
      onBroken(error);
    }
    this.#gather();
  }

  async #readPortion(ids: readonly string[]): Promise<number> {
    const asked = this.#dirty.ask();
    try {
      const runs = await this.#deps.folder.read(ids);
      const found = new Set(runs.map(run => run.id));
      const removed = await this.#remove(
        ids.filter(id => !found.has(id)),
        asked,
      );
      return removed + (await this.#keep(runs, asked));
    } finally {
      this.#dirty.close(asked);
    }
  }

  async #remove(ids: readonly string[], asked: number): Promise<number> {
    if (ids.length === 0) return 0;
    const { store, instance, onChange } = this.#deps;
    const removed = await this.#turns.take(() => {
      const gone = ids.filter(id => !this.#isOvertaken(id, asked));
      this.#dirty.answer(gone, asked);
      return store.removeRuns(instance, gone);
    });
    if (removed.runs.length > 0) onChange(removed);
    return removed.runs.length;
  }

  async #keep(runs: readonly PrefectFlowRun[], asked: number): Promise<number> {
    if (runs.length === 0) return 0;
    const rows = await this.#deps.folder.rowsOf(runs);
    const { changed, untold } = await this.#turns.take(() =>
      this.#save(rows, asked),
    );
    if (changed.runs.length > 0) this.#deps.onChange(changed);
    for (const row of rows) {
      if (row.lineage_known) this.#tracings.delete(row.id);
      else void this.#traceAgain(row.id);
    }
    this.#gather();
    return untold;
  }

  async #save(
    rows: readonly RunRow[],
    asked: number,
  ): Promise<{ changed: ChangedRuns; untold: number }> {
    const { store } = this.#deps;
    const latest = rows.filter(
      ({ id }) => !this.#dirty.isAnsweredSince(id, asked),
    );
    const ids = latest.map(row => row.id);
    const touched = ids.filter(id => this.#dirty.isTouchedSince(id, asked));
    const awaited = new Set(ids.filter(id => this.#dirty.isAwaited(id)));
    this.#dirty.add(touched);
    this.#dirty.answer(ids, asked);
    const changed = await store.saveRuns(latest, {
      mayBeBehind: new Set(touched),
    });
    return {
      changed,
      untold: changed.runs.filter(id => !awaited.has(id)).length,
    };
  }

  #isOvertaken(id: string, asked: number): boolean {
    return (
      this.#dirty.isTouchedSince(id, asked) ||
      this.#dirty.isAnsweredSince(id, asked)
    );
  }

  /** Reads dirty runs after a short moment in which others may join. */
  #gather(): void {
    if (this.#isGathering || this.#dirty.size === 0) return;
    this.#isGathering = true;
    void this.#readDirty()
      .catch(this.#deps.onBroken)
      .finally(() => {
        this.#isGathering = false;
      });
  }

  async #readDirty(): Promise<void> {
    await this.#deps.sleep(GATHER_MS, this.#signal);
    while (this.#dirty.size > 0 && !this.#signal.aborted) {
      const ids = this.#dirty.take(PAGE);
      try {
        await this.#readPortion(ids);
      } catch (error) {
        this.#dirty.add(ids);
        throw error;
      }
    }
  }

  async #traceAgain(id: string): Promise<void> {
    const tries = this.#tracings.get(id) ?? 0;
    const wait = TRACE_AGAIN_MS.at(tries);
    if (wait === undefined) return;
    this.#tracings.set(id, tries + 1);
    await this.#deps.sleep(wait, this.#signal);
    if (this.#signal.aborted) return;
    this.#dirty.add([id]);
    this.#gather();
  }
}
