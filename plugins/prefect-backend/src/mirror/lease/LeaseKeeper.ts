import type { InstanceId } from '../../instances';
import type { Lease, LeaseTiming } from './Lease';
import type { LeaseStore } from './LeaseStore';

export type LeaseKeeperDeps = {
  readonly instance: InstanceId;
  /** Host and process, for people. */
  readonly holder: string;
  readonly store: Pick<LeaseStore, 'take' | 'renew' | 'release'>;
  readonly timing: LeaseTiming;
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** From now on this process may write. */
  readonly onGained: (lease: Lease) => Promise<void>;
  /** It may not any more, or need not; the lease is given back after this. */
  readonly onLost: () => Promise<void>;
  /** The database did not do what was asked of it. */
  readonly onProblem: (error: unknown) => void;
};

/**
 * Tries to get the lease of an instance, keeps it while it can, and tries again when it is
 * lost. That at most one process writes is not its doing but the fence's: what it knows may
 * be old when it wakes up.
 */
export class LeaseKeeper {
  readonly #deps: LeaseKeeperDeps;
  readonly #stop = new AbortController();
  #held: Lease | undefined;
  #nap = new AbortController();
  #isHurried = false;
  #finished: Promise<void> = Promise.resolve();

  constructor(deps: LeaseKeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#finished = this.#run();
  }

  /** Gives the lease back, so that another process takes it at once. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.hurry();
    await this.#finished;
  }

  /** Looks now and not only when it is time: somebody gave the lease back. */
  hurry(): void {
    this.#isHurried = true;
    this.#nap.abort();
  }

  /** A write was refused: another process has this lease. */
  lose(lease: Lease): void {
    if (this.#held !== lease) return;
    this.#held = undefined;
    this.hurry();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const asked = this.#deps.elapsed();
      const lease = await this.#take();
      if (lease) await this.#hold(lease, asked);
      if (!this.#isStopped) await this.#rest();
    }
  }

  async #take(): Promise<Lease | undefined> {
    const { store, instance, holder, onProblem } = this.#deps;
    try {
      return await store.take(instance, holder);
    } catch (error) {
      onProblem(error);
      return undefined;
    }
  }

  async #hold(lease: Lease, asked: number): Promise<void> {
    const { onGained, onLost, onProblem, store } = this.#deps;
    this.#held = lease;
    try {
      await onGained(lease);
      await this.#keep(lease, asked);
    } catch (error) {
      onProblem(error);
    }
    const isOurs = this.#held === lease;
    this.#held = undefined;
    await onLost();
    if (isOurs) await store.release(lease).catch(onProblem);
  }

  /** Until it is lost, or for so long not renewed that it is likely to be. */
  async #keep(lease: Lease, asked: number): Promise<void> {
    const { elapsed, timing, onProblem } = this.#deps;
    const isKept = () => !this.#isStopped && this.#held === lease;
    let renewed = asked;
    while (isKept() && elapsed() - renewed < timing.lastsMs) {
      await this.#rest();
      if (!isKept()) return;
      const before = elapsed();
      try {
        if (!(await this.#deps.store.renew(lease))) this.lose(lease);
        else renewed = before;
      } catch (error) {
        onProblem(error);
      }
    }
  }

  /** Not all processes at the same time. */
  async #rest(): Promise<void> {
    const { sleep, timing, random } = this.#deps;
    this.#nap = new AbortController();
    if (!this.#isHurried) {
      const share = 0.8 + 0.2 * random();
      await sleep(timing.renewEveryMs * share, this.#nap.signal);
    }
    this.#isHurried = false;
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }
}
