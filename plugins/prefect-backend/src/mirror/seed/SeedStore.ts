import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { isPostgres } from '../lease/databaseClock';
import { type Fence, noFence } from '../lease/Fence';
import type { Instant } from '../Mirror';
import { transact } from '../../transact';

/** How far the first reading of an instance has come, in Prefect's own time. */
export type SeedProgress = {
  /** When the last run ended that was read. */
  readonly newest: Instant;
  /** What ended between then and `newest` is stored. */
  readonly reached: Instant;
};

/** Tables that a first reading fills. */
const FILLED = [
  ...['runs', 'run_tags', 'run_days', 'run_slots'],
  ...['deployment_activity', 'deployments', 'flows'],
];

/** Keeps how far first readings have come, for the process that goes on with them. */
export class SeedStore {
  readonly #db: Knex;
  readonly #fence: Fence;

  constructor(db: Knex, fence: Fence = noFence) {
    this.#db = db;
    this.#fence = fence;
  }

  async find(instance: InstanceId): Promise<SeedProgress | undefined> {
    return this.#db('seeds').where({ instance }).first('newest', 'reached');
  }

  async save(instance: InstanceId, progress: SeedProgress): Promise<void> {
    await this.#transact(tx =>
      tx('seeds')
        .insert({ instance, ...progress })
        .onConflict('instance')
        .merge(),
    );
  }

  /** The first reading is over. */
  async remove(instance: InstanceId): Promise<void> {
    await this.#transact(tx => tx('seeds').where({ instance }).delete());
  }

  /**
   * Lets Postgres see what was filled, so that it plans by it: its own autovacuum may come
   * minutes later, and until then it takes these tables for almost empty.
   */
  async analyze(): Promise<void> {
    if (isPostgres(this.#db))
      await this.#db.raw(`analyze ${FILLED.join(', ')}`);
  }

  async #transact(
    work: (tx: Knex.Transaction) => PromiseLike<unknown>,
  ): Promise<void> {
    await transact(this.#db, async tx => {
      await this.#fence(tx);
      await work(tx);
    });
  }
}
