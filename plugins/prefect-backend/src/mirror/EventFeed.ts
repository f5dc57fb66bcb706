import { PrefectUnreachableError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { PrefectSocket } from '../instances';
import { type PrefectEvent, readEvent } from './PrefectEvent';

export type EventFeedDeps = {
  readonly open: () => PrefectSocket;
  readonly onEvent: (event: PrefectEvent) => Promise<void>;
  /** Reads what happened while nobody listened; when it fails, we subscribe anew. */
  readonly catchUp: () => Promise<void>;
  readonly onBroken: (why: unknown) => void;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
};

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
const LONG_AGO = '2000-01-01T00:00:00Z';
const FAR_FUTURE = '2200-01-01T00:00:00Z';

/** Holds one subscription to an instance's events, and opens it again when it breaks. */
export class EventFeed {
  readonly #deps: EventFeedDeps;
  readonly #signal: AbortSignal;
  #failures = 0;
  #isOpen = false;

  constructor(deps: EventFeedDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  /** Whether events arrive. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Settles when the signal aborts. */
  async run(): Promise<void> {
    const { onBroken, sleep, random } = this.#deps;
    while (!this.#signal.aborted) {
      const why = await this.#followOnce().catch(error => error);
      if (this.#signal.aborted) return;
      onBroken(why);
      this.#failures += 1;
      await sleep(backOff(this.#failures, random), this.#signal);
    }
  }

  /** Until the subscription ends; answers why it did. */
  async #followOnce(): Promise<unknown> {
    const giveUp = new AbortController();
    let caughtUp = Promise.resolve();
    try {
      const signal = AbortSignal.any([giveUp.signal, this.#signal]);
      for await (const message of this.#messages(signal)) {
        if (isSubscribed(message)) {
          this.#isOpen = true;
          // Only what is read after the subscription began misses nothing.
          caughtUp = this.#catchUp();
          caughtUp.catch(() => giveUp.abort());
        } else {
          await this.#deps.onEvent(readEvent(message));
        }
      }
    } finally {
      this.#isOpen = false;
    }
    await caughtUp;
    return new PrefectUnreachableError('Prefect closed its event stream.');
  }

  async #catchUp(): Promise<void> {
    await this.#deps.catchUp();
    this.#failures = 0;
  }

  #messages(signal: AbortSignal): AsyncIterable<unknown> {
    // Without `until` a filter ends now, and no live event ever comes; Prefect lifts
    // `since` to what it goes back at most (3.8.8). Our clock has no say in it.
    const filter = {
      occurred: { since: LONG_AGO, until: FAR_FUTURE },
      event: {
        prefix: [
          'prefect.flow-run.',
          'prefect.deployment.',
          'prefect.work-pool.',
          'prefect.work-queue.',
        ],
        exclude_name: ['prefect.flow-run.heartbeat'],
      },
    };
    return this.#deps.open().messages({ filter, backfill: false }, signal);
  }
}

function isSubscribed(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'subscribed'
  );
}

/** Half of it fixed, half of it random, so that replicas do not come back together. */
function backOff(failures: number, random: () => number): number {
  const ceiling = Math.min(
    FIRST_RETRY_MS * 2 ** (failures - 1),
    LONGEST_RETRY_MS,
  );
  return ceiling / 2 + (random() * ceiling) / 2;
}
