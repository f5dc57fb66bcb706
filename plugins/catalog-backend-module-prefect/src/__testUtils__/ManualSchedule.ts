import type { Schedule } from '../schedule';

type Waiting = {
  readonly at: number;
  readonly run: () => void | Promise<void>;
};

/** Time that passes when the test says so. */
export class ManualSchedule {
  #now = 0;
  #waiting: Waiting[] = [];

  readonly schedule: Schedule = (run, afterMs) => {
    const item = { at: this.#now + afterMs, run };
    this.#waiting.push(item);
    return () => {
      this.#waiting = this.#waiting.filter(other => other !== item);
    };
  };

  /** How much still waits. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Lets time pass, and runs what came due one after the other, each to its end. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let next = this.#due(until); next; next = this.#due(until)) {
      this.#now = next.at;
      this.#waiting = this.#waiting.filter(item => item !== next);
      await next.run();
    }
    this.#now = until;
  }

  #due(until: number): Waiting | undefined {
    return this.#waiting
      .filter(({ at }) => at <= until)
      .sort((a, b) => a.at - b.at)[0];
  }
}
