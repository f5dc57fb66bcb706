import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { transact } from '../../transact';
import { databaseClock, type DatabaseClock } from './databaseClock';
import type { Lease, LeaseTiming } from './Lease';

type LeaseRow = {
  instance: InstanceId;
  holder: string;
  token: number | string;
  renewed_at: number | string;
  expires_at: number | string;
};

/**
 * Leases in the database. Every moment is one of the database's clock, so that the clocks
 * of the processes may differ.
 */
export class LeaseStore {
  readonly #db: Knex;
  readonly #timing: LeaseTiming;
  readonly #clock: DatabaseClock;

  constructor(
    db: Knex,
    timing: LeaseTiming,
    clock: DatabaseClock = databaseClock,
  ) {
    this.#db = db;
    this.#timing = timing;
    this.#clock = clock;
  }

  /**
   * Takes the lease if nobody holds it. Waits for a write of the holder before that is
   * under way; after that, none of its writes comes through.
   */
  async take(instance: InstanceId, holder: string): Promise<Lease | undefined> {
    const before = await this.#findFree(instance);
    if (!before) return undefined;
    return transact(this.#db, async tx => {
      const [taken] = await this.#free(tx, instance)
        .where({ token: before.token })
        .update({
          holder,
          token: tx.raw('token + 1'),
          renewed_at: this.#clock(tx),
          expires_at: this.#after(tx, this.#timing.lastsMs),
        })
        .returning('token');
      if (!taken) return undefined;
      const token = Number(taken.token);
      await tx('sync_fences').where({ instance }).update({ token });
      return { instance, token, unheldSince: Number(before.renewed_at) };
    });
  }

  /** Says that the holder is still there; false when another has the lease. */
  async renew({ instance, token }: Lease): Promise<boolean> {
    const renewed = await this.#db('sync_leases')
      .where({ instance, token })
      .update({
        renewed_at: this.#clock(this.#db),
        expires_at: this.#after(this.#db, this.#timing.lastsMs),
      });
    return renewed > 0;
  }

  /** Gives the lease back, for others to take at once. */
  async release({ instance, token }: Lease): Promise<void> {
    await this.#db('sync_leases')
      .where({ instance, token })
      .update({ renewed_at: this.#clock(this.#db), expires_at: 0 });
  }

  /** The lease when nobody holds it; token 0 is nobody's. */
  async #findFree(instance: InstanceId): Promise<LeaseRow | undefined> {
    const free = await this.#free(this.#db, instance).first();
    if (free) return free;
    const held = await this.#db('sync_leases').where({ instance }).first();
    if (held) return undefined;
    const nobodys = { instance, token: 0 };
    const never = { holder: '', renewed_at: 0, expires_at: 0 };
    for (const [table, row] of [
      ['sync_fences', nobodys],
      ['sync_leases', { ...nobodys, ...never }],
    ] as const) {
      await this.#db(table).insert(row).onConflict('instance').ignore();
    }
    return this.#free(this.#db, instance).first();
  }

  /** Expired; or lasting longer than any lease does, because the clock was set back. */
  #free(db: Knex, instance: InstanceId) {
    return db<LeaseRow>('sync_leases')
      .where({ instance })
      .where(expired =>
        expired
          .where('expires_at', '<=', this.#clock(db))
          .orWhere(
            'expires_at',
            '>',
            this.#after(db, 2 * this.#timing.lastsMs),
          ),
      );
  }

  #after(db: Knex, ms: number): Knex.Raw {
    return db.raw('? + ?', [this.#clock(db), ms]);
  }
}
