import type { Knex } from 'knex';
import { isPostgres } from './databaseClock';
import type { Lease } from './Lease';
import { LostLeaseError } from './LostLeaseError';

/**
 * Lets a transaction go on only while its process holds the lease, and keeps others from
 * taking the lease until the transaction is over.
 *
 * @throws LostLeaseError
 */
export type Fence = (tx: Knex.Transaction) => Promise<void>;

/** For what is alone on its database, such as a test of the store. */
export const noFence: Fence = async () => {};

/**
 * A process that is stopped in the middle of a transaction would keep the lock, and so the
 * lease, for as long as it sleeps. Postgres then ends its connection after this time.
 */
const LONGEST_PAUSE_MS = 5_000;

/**
 * The fence of a lease. SQLite needs no lock: a transaction that read the token cannot be
 * committed once another process has changed it.
 */
export function createFence({ instance, token }: Lease): Fence {
  return async tx => {
    const rows = isPostgres(tx)
      ? (
          await tx.raw(
            `select set_config('idle_in_transaction_session_timeout', ?, true)
             from sync_fences where instance = ? and token = ? for share`,
            [String(LONGEST_PAUSE_MS), instance, token],
          )
        ).rows
      : await tx('sync_fences').where({ instance, token }).select('token');
    if (rows.length === 0) throw new LostLeaseError(instance);
  };
}
