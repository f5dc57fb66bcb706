import type { PrefectDriver } from './PrefectDriver';

/** About as many as a comparison of the mirror asks one after another. */
const QUESTIONS = 10;
const PAUSE_MS = 500;

/**
 * How slow this machine is: asks Prefect past all faults. What is promised in seconds can
 * be kept only as far as Prefect itself answers in time.
 */
export class SlownessProbe {
  readonly #driver: PrefectDriver;
  #isOpen = true;
  /** The longest time for so many questions, ms. */
  longestMs = 0;

  constructor(driver: PrefectDriver) {
    this.#driver = driver;
  }

  async run(): Promise<void> {
    while (this.#isOpen) {
      // Rounds in which Prefect was killed do not count: nothing changed in it meanwhile.
      await this.#ask().catch(() => undefined);
      await new Promise(resolve => {
        setTimeout(resolve, PAUSE_MS);
      });
    }
  }

  stop(): void {
    this.#isOpen = false;
  }

  async #ask(): Promise<void> {
    const startedAt = performance.now();
    for (let asked = 0; asked < QUESTIONS; asked++) {
      await this.#driver.call('POST', '/flow_runs/filter', { limit: 200 });
    }
    const took = performance.now() - startedAt;
    this.longestMs = Math.max(this.longestMs, took);
  }
}
