import { setTimeout as delay } from 'node:timers/promises';
import type { Prefect } from '../../packages/real-parts/src/index.ts';
import type { Deployed } from './deployCompany.ts';

const STATES = ['PENDING', 'RUNNING', 'COMPLETED'] as const;

export type Load = {
  readonly prefect: Prefect;
  readonly deployed: readonly Deployed[];
  /** Changes of a state in a second; a busy Prefect takes fewer. */
  readonly perSecond: number;
};

/** Lives of runs through Prefect's own API: each is made, begins and ends. */
export class LoadDriver {
  readonly #load: Load;
  #isOver = false;
  #changes = 0;
  #finished: Promise<void> = Promise.resolve();

  private constructor(load: Load) {
    this.#load = load;
  }

  /** Begins, and goes on until it is stopped. */
  static start(load: Load): LoadDriver {
    const driver = new LoadDriver(load);
    driver.#finished = driver.#run();
    return driver;
  }

  /** @returns how many states were changed, making a run included */
  async stop(): Promise<number> {
    this.#isOver = true;
    await this.#finished;
    return this.#changes;
  }

  async #run(): Promise<void> {
    const { deployed } = this.#load;
    for (let next = 0; !this.#isOver; next++) {
      const { id } = deployed[next % deployed.length];
      const run: { id: string } = await this.#change(
        `/deployments/${id}/create_flow_run`,
        {},
      );
      for (const type of STATES) {
        await this.#change(`/flow_runs/${run.id}/set_state`, {
          state: { type },
          force: true,
        });
      }
    }
  }

  /** One after another; each takes its share of the second at least. */
  async #change(path: string, body: object) {
    const { prefect, perSecond } = this.#load;
    const pause = delay(1000 / perSecond);
    for (;;) {
      const answer = await fetch(`${prefect.apiUrl}${path}`, {
        method: 'POST',
        headers: {
          authorization: prefect.auth,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      if (answer.ok) {
        this.#changes += 1;
        await pause;
        return answer.json();
      }
      // SQLite is busy now and then.
      if (answer.status !== 503) throw new Error(`${path}: ${answer.status}`);
      await delay(100);
    }
  }
}
