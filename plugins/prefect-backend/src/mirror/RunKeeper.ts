import type { PrefectFlowRun } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import { DirtyRuns } from './DirtyRuns';
import type { MirrorStore } from './MirrorStore';
import { PAGE, portions } from './pages';
import type { EventState } from './PrefectEvent';
import type { RunFolder } from './RunFolder';
import type { RunRow } from './rows';
import { Turns } from './Turns';

export type RunKeeperDeps = {
  readonly instance: InstanceId;
  readonly store: MirrorStore;
  readonly folder: RunFolder;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Runs that are other than before, or gone; called after the commit. */
  readonly onChange: (ids: readonly string[]) => void;
  /** Work that nobody waits for has failed; the next reconciliation mends it. */
  readonly onBroken: (error: unknown) => void;
};

/** Events that come within this time are read from Prefect in one request. */
const GATHER_MS = 15;
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
  readonly #tracings = new Map<string, number>();
  #isGathering = false;

  constructor(deps: RunKeeperDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  /** A moment, for `forgetBefore`. */
  now(): number {
    return this.#dirty.ask();
  }

  /** Gives back memory; no reading that began before the moment may be under way. */
  forgetBefore(moment: number): void {
    this.#dirty.forgetBefore(moment);
  }

  /** When all writes that were asked for are done. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** An event told a state. */
  async apply(runId: string, state: EventState): Promise<void> {
    const { store, instance, onChange } = this.#deps;
    this.#dirty.touch(runId);
    const isNews = await this.#turns.take(() =>
      store.applyState(instance, runId, state),
    );
    if (isNews) onChange([runId]);
    this.#gather();
  }

  /** An event told that something about the run is other than before. */
  touch(runId: string): void {
    this.#dirty.touch(runId);
    this.#gather();
  }

  /** Reads these runs now; those that Prefect does not know are removed. */
  async read(ids: readonly string[]): Promise<void> {
    for (const portion of portions(ids)) await this.#readPortion(portion);
  }

  /** Keeps every run of the pages. */
  async keepPages(groups: AsyncIterator<PrefectFlowRun[]>): Promise<void> {
    for (;;) {
      const asked = this.#dirty.ask();
      const { done, value } = await groups.next();
      if (done) return;
      await this.#keep(value, asked);
    }
  }

  async #readPortion(ids: readonly string[]): Promise<void> {
    const asked = this.#dirty.ask();
    const runs = await this.#deps.folder.read(ids);
    const found = new Set(runs.map(run => run.id));
    await this.#remove(
      ids.filter(id => !found.has(id)),
      asked,
    );
    await this.#keep(runs, asked);
  }

  async #remove(ids: readonly string[], asked: number): Promise<void> {
    if (ids.length === 0) return;
    const { store, instance, onChange } = this.#deps;
    const removed = await this.#turns.take(() => {
      const gone = ids.filter(id => !this.#isOvertaken(id, asked));
      this.#dirty.answer(gone, asked);
      return store.removeRuns(instance, gone);
    });
    if (removed.length > 0) onChange(removed);
  }

  async #keep(runs: readonly PrefectFlowRun[], asked: number): Promise<void> {
    if (runs.length === 0) return;
    const rows = await this.#deps.folder.rowsOf(runs);
    const changed = await this.#turns.take(() => this.#save(rows, asked));
    if (changed.length > 0) this.#deps.onChange(changed);
    for (const row of rows) {
      if (row.lineage_known) this.#tracings.delete(row.id);
      else void this.#traceAgain(row.id);
    }
    this.#gather();
  }

  async #save(rows: readonly RunRow[], asked: number): Promise<string[]> {
    const { store } = this.#deps;
    const latest = rows.filter(
      ({ id }) => !this.#dirty.isAnsweredSince(id, asked),
    );
    const ids = latest.map(row => row.id);
    const touched = ids.filter(id => this.#dirty.isTouchedSince(id, asked));
    this.#dirty.add(touched);
    this.#dirty.answer(ids, asked);
    return store.saveRuns(latest, { mayBeBehind: new Set(touched) });
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
