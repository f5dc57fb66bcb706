import type { Knex } from 'knex';
import { isPostgres } from '../lease/databaseClock';

/** Why somebody rings: there is something to read, or a lease is free. */
export type Ring = 'news' | 'lease';

/** Wakes the other processes, so that they read at once and not only after a while. */
export interface Bell {
  /** From now on tells whenever another process rings. */
  start(onRing: (why: Ring) => void): void;
  stop(): Promise<void>;
  /** Never fails: who does not hear it looks a moment later. */
  ring(why: Ring): Promise<void>;
  /** Whether the others' ringing is known to be heard here. */
  readonly isHeard: boolean;
}

export type BellDeps = {
  readonly db: Knex;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

const SILENT: Bell = {
  start: () => {},
  stop: async () => {},
  ring: async () => {},
  isHeard: false,
};

const CHANNEL = 'prefect_mirror';
const RETRY_MS = 1_000;
/** A connection that has gone without a word is found by this. */
const PROBE_MS = 30_000;

/** What we need of a connection of `pg`. */
type Connection = {
  query(sql: string): Promise<unknown>;
  on(
    event: 'notification',
    listener: (message: { payload?: string }) => void,
  ): void;
  on(event: 'error' | 'end', listener: () => void): void;
  removeAllListeners(): void;
};

/**
 * Listens on a connection of its own. A pool in between that hands out connections by
 * transaction takes LISTEN and tells nothing, so only what was heard counts as heard.
 */
class PostgresBell implements Bell {
  readonly #deps: BellDeps;
  readonly #stop = new AbortController();
  #isHeard = false;
  #finished: Promise<void> = Promise.resolve();
  #onRing: (why: Ring) => void = () => {};

  constructor(deps: BellDeps) {
    this.#deps = deps;
  }

  get isHeard(): boolean {
    return this.#isHeard;
  }

  start(onRing: (why: Ring) => void): void {
    this.#onRing = onRing;
    this.#finished = this.#listen();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#finished;
  }

  async ring(why: Ring): Promise<void> {
    await this.#deps.db
      .raw('select pg_notify(?, ?)', [CHANNEL, why])
      .catch(() => undefined);
  }

  async #listen(): Promise<void> {
    const { sleep } = this.#deps;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#listenOnce().catch(() => undefined);
      this.#isHeard = false;
      await sleep(RETRY_MS, signal);
    }
  }

  /** Until the connection ends. */
  async #listenOnce(): Promise<void> {
    const { client } = this.#deps.db;
    const connection: Connection = await client.acquireRawConnection();
    const ended = new AbortController();
    const end = () => ended.abort();
    const { signal } = this.#stop;
    signal.addEventListener('abort', end, { once: true });
    try {
      connection.on('error', end);
      connection.on('end', end);
      connection.on('notification', ({ payload }) => {
        this.#isHeard = true;
        this.#onRing(payload === 'lease' ? 'lease' : 'news');
      });
      await connection.query(`listen ${CHANNEL}`);
      await this.ring('news');
      while (!ended.signal.aborted && !signal.aborted) {
        await this.#deps.sleep(PROBE_MS, ended.signal);
        if (!ended.signal.aborted) await connection.query('select 1');
      }
    } finally {
      signal.removeEventListener('abort', end);
      connection.removeAllListeners();
      // A connection that is broken still tells of errors.
      connection.on('error', () => undefined);
      await client.destroyRawConnection(connection).catch(() => undefined);
    }
  }
}

/** Postgres' notifications; on SQLite there is nobody else to wake. */
export function createBell(deps: BellDeps): Bell {
  return isPostgres(deps.db) ? new PostgresBell(deps) : SILENT;
}
