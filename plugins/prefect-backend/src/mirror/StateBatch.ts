import type { EventState } from './PrefectEvent';

/** States that events told and that are not stored yet: of each run the youngest. */
export class StateBatch {
  #states = new Map<string, EventState>();

  get size(): number {
    return this.#states.size;
  }

  add(runId: string, state: EventState): void {
    const known = this.#states.get(runId);
    if (known && known.timestamp >= state.timestamp) return;
    this.#states.set(runId, state);
  }

  /** Takes all of them. */
  take(): ReadonlyMap<string, EventState> {
    const states = this.#states;
    this.#states = new Map();
    return states;
  }
}
