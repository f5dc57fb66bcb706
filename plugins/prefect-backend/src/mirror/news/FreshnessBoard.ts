import type { InstanceId } from '../../instances';
import type { Freshness } from '../Mirror';
import { freshnessOf } from './freshnessOf';
import type { StoredState } from './StateStore';

export type FreshnessBoardDeps = {
  readonly instances: readonly InstanceId[];
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  /** It is current, stale or seeding now, and was another. */
  readonly onTurn: (instance: InstanceId) => void;
};

/** What the holders stored of how fresh their instances are, as it was read last. */
export class FreshnessBoard {
  readonly #deps: FreshnessBoardDeps;
  readonly #told = new Map<InstanceId, Freshness['state']>();
  #states = new Map<InstanceId, StoredState>();
  #readAt: number;

  constructor(deps: FreshnessBoardDeps) {
    this.#deps = deps;
    this.#readAt = deps.elapsed();
  }

  /** Takes what was read, for which was asked at that moment of `elapsed`. */
  show(states: readonly StoredState[], asked: number): void {
    this.#states = new Map(states.map(state => [state.instance, state]));
    this.#readAt = asked;
  }

  /** Tells of those that have turned, be it because time passed. */
  look(): void {
    for (const instance of this.#deps.instances) {
      const { state } = this.freshness(instance);
      const before = this.#told.get(instance);
      this.#told.set(instance, state);
      if (before !== undefined && before !== state) this.#deps.onTurn(instance);
    }
  }

  freshness(instance: InstanceId): Freshness {
    const readFor = this.#deps.elapsed() - this.#readAt;
    return freshnessOf(this.#states.get(instance), readFor);
  }

  /** For how long what is shown may be behind, ms; 0 while it is current. */
  behindMs(instance: InstanceId): number {
    const freshness = this.freshness(instance);
    const state = this.#states.get(instance);
    if (freshness.state === 'current' || !state?.asOf) return 0;
    const readFor = this.#deps.elapsed() - this.#readAt;
    return state.readAt + readFor - Date.parse(state.asOf);
  }

  find(instance: InstanceId): StoredState | undefined {
    return this.#states.get(instance);
  }
}
