import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import type { Mirror } from '../Mirror';
import { SteppedClock } from './SteppedClock';

/** What a portal shows at a moment, as it says of itself that it is current. */
type Shown = Map<string, string>;

type Row = { id: string; state_id: string };

/**
 * Somebody who looks at all runs on a replica that does not follow Prefect: fetches what it
 * is told of, and remembers until when each state was shown as the present one.
 */
export class Page {
  readonly #db: Knex;
  readonly #mirror: Mirror;
  readonly #instance: InstanceId;
  readonly #fetched: Shown = new Map();
  /** By `run state`: when it was last shown. */
  readonly lastShown = new Map<string, number>();
  #looking: Promise<unknown> = Promise.resolve();
  #stopListening: () => void = () => {};
  #isOpen = true;

  constructor(parts: { db: Knex; mirror: Mirror; instance: InstanceId }) {
    this.#db = parts.db;
    this.#mirror = parts.mirror;
    this.#instance = parts.instance;
  }

  async open(): Promise<void> {
    await this.#fetch(undefined);
    this.#stopListening = this.#mirror.onChange(({ runs, all }) => {
      void this.#fetch(all ? undefined : runs);
    });
    void this.#watch();
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#stopListening();
    await this.#looking;
  }

  /** What is other than in the tables, because nobody told of it. */
  async differences(): Promise<string[]> {
    await this.#looking;
    const now = new Map(
      (await this.#read(undefined)).map(row => [row.id, row.state_id]),
    );
    const ids = new Set([...now.keys(), ...this.#fetched.keys()]);
    return [...ids]
      .filter(id => now.get(id) !== this.#fetched.get(id))
      .map(
        id =>
          `the page shows run ${id} in state ${this.#fetched.get(
            id,
          )} and not in ${now.get(id)}`,
      );
  }

  #fetch(ids: readonly string[] | undefined): Promise<void> {
    const turn = this.#looking.then(async () => {
      const rows = await this.#read(ids);
      for (const id of ids ?? [...this.#fetched.keys()]) {
        this.#fetched.delete(id);
      }
      for (const row of rows) this.#fetched.set(row.id, row.state_id);
    });
    this.#looking = turn.catch(() => undefined);
    return turn;
  }

  async #read(ids: readonly string[] | undefined): Promise<Row[]> {
    const query = this.#db<Row>('runs').select('id', 'state_id');
    if (ids) query.whereIn('id', [...ids]);
    return query;
  }

  async #watch(): Promise<void> {
    while (this.#isOpen) {
      const { state } = this.#mirror.freshness(this.#instance);
      const rows = await this.#read(undefined).catch(() => []);
      if (state === 'current') {
        const now = SteppedClock.now();
        for (const { id, state_id } of rows) {
          this.lastShown.set(`${id} ${state_id}`, now);
        }
      }
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  }
}
