import type { PrefectFlowRun } from '@backstage-prefect/backstage-plugin-prefect-node';
import { toInstant } from './instant';
import type { Instant } from './Mirror';

/**
 * Up to which moment of Prefect's own clock ended runs are known. Our clocks may be ahead of
 * it, and what ended in between would never be asked for.
 */
export class SeenUntil {
  #time: Instant | null = null;
  #latest: Instant | null = null;

  restore(time: Instant | null): void {
    this.#time = time;
    this.#latest = time;
  }

  get time(): Instant | null {
    return this.#time;
  }

  /** From when on to ask, when all is known as of a time of ours; null when nothing is. */
  since(asOf: Instant | null): Instant | null {
    if (asOf === null || this.#time === null) return null;
    return this.#time < asOf ? this.#time : asOf;
  }

  /** Ended runs of a reading are stored; they are known once all of it is. */
  see(page: readonly PrefectFlowRun[]): void {
    for (const { end_time: end } of page) {
      const time = end ? toInstant(end) : null;
      if (time !== null && (this.#latest === null || time > this.#latest)) {
        this.#latest = time;
      }
    }
  }

  /** All of the reading is stored. */
  settle(): void {
    this.#time = this.#latest;
  }
}
