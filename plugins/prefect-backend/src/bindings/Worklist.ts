import type { Schedule } from '../schedule';

/** Does named pieces of work later, one at a time, each at most once however often asked. */
export class Worklist {
  readonly #schedule: Schedule;
  readonly #waiting = new Map<string, () => void>();
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  /** Asks for work that must not throw; asking again while it waits changes nothing. */
  soon(name: string, afterMs: number, work: () => Promise<unknown>): void {
    if (this.#stopped || this.#waiting.has(name)) {
      return;
    }
    const cancel = this.#schedule(() => {
      this.#waiting.delete(name);
      this.#running = this.#running.then(async () => {
        if (!this.#stopped) {
          await work();
        }
      });
      return this.#running;
    }, afterMs);
    this.#waiting.set(name, cancel);
  }

  /** Drops what waits and resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.forEach(cancel => cancel());
    this.#waiting.clear();
    await this.#running;
  }
}
