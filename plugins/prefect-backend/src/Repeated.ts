import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Schedule } from './schedule';

/** Something that is done again and again, one time after the other. */
export type Chore = {
  readonly everyMs: number;
  readonly run: () => Promise<void>;
  /** Said when it fails; it is done again all the same. */
  readonly onFailure: string;
};

/** Does chores until it is stopped. */
export class Repeated {
  readonly #schedule: Schedule;
  readonly #logger: LoggerService;
  readonly #cancels = new Map<Chore, () => void>();
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;

  constructor(schedule: Schedule, logger: LoggerService) {
    this.#schedule = schedule;
    this.#logger = logger;
  }

  start(chore: Chore): void {
    if (this.#isStopped) return;
    this.#cancels.set(
      chore,
      this.#schedule(() => this.#do(chore), chore.everyMs),
    );
  }

  /** Ends when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancels.forEach(cancel => cancel());
    await Promise.all(this.#running);
  }

  async #do(chore: Chore): Promise<void> {
    const running = chore.run().catch(error => {
      this.#logger.error(chore.onFailure, error);
    });
    this.#running.add(running);
    await running;
    this.#running.delete(running);
    this.start(chore);
  }
}
