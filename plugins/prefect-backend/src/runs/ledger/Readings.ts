import type { Principal } from '../../access';
import type { Ledger } from '../../ledger';

/** A refetch of the same is no other reading for so long, ms. */
const SAME_MS = 60_000;
/** Readings that are remembered at most; of more, the oldest are recorded again. */
const MOST_REMEMBERED = 10_000;

/** What of the ledger is read. */
export type Read = {
  /** `ledger-list`, for example. */
  readonly action: string;
  readonly what: Readonly<Record<string, unknown>>;
};

type Remembered = {
  readonly atMs: number;
  readonly recorded: Promise<unknown>;
};

/**
 * Records that somebody reads the ledger, before anything of it is shown. A page asks again
 * when its window gets the focus, when its next rows are wanted, when it is opened anew: what
 * the same person asks through the same door within a minute of an entry is in that entry.
 * Without that a page that is looked at would fill the ledger with looking. Each process
 * remembers for itself, so there may be one for each.
 */
export class Readings {
  readonly #ledger: Pick<Ledger, 'read'>;
  readonly #clock: () => number;
  readonly #recent = new Map<string, Remembered>();

  constructor(parts: {
    readonly ledger: Pick<Ledger, 'read'>;
    readonly clock: () => number;
  }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
  }

  /** @throws LedgerUnavailableError, and then nothing may be shown */
  async record(by: Principal, read: Read): Promise<void> {
    const key = JSON.stringify([by.kind, by.ref, by.door, read]);
    const known = this.#recent.get(key);
    if (known && this.#clock() - known.atMs < SAME_MS) {
      await known.recorded;
      return;
    }
    const recorded = this.recordAlways(by, read);
    this.#remember(key, recorded);
    try {
      await recorded;
    } catch (error) {
      this.#recent.delete(key);
      throw error;
    }
  }

  /** For what is taken away: each time counts. */
  async recordAlways(
    { kind, ref, door }: Principal,
    { action, what }: Read,
  ): Promise<void> {
    await this.#ledger.read({
      principal: { kind, ref },
      action,
      door,
      meta: { ...what },
    });
  }

  #remember(key: string, recorded: Promise<unknown>): void {
    // A map goes from the oldest on.
    this.#recent.delete(key);
    this.#recent.set(key, { atMs: this.#clock(), recorded });
    for (const [oldest, { atMs }] of this.#recent) {
      const isOver = this.#clock() - atMs >= SAME_MS;
      if (!isOver && this.#recent.size <= MOST_REMEMBERED) break;
      this.#recent.delete(oldest);
    }
  }
}
