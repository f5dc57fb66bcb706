import type { Knex } from 'knex';

/**
 * A transaction that fails with what made it fail. SQLite undoes one by itself when its disk
 * is full; Knex then finds none to roll back, and tells only that.
 */
export async function transact<T>(
  db: Knex,
  work: (tx: Knex.Transaction) => PromiseLike<T>,
): Promise<T> {
  let failure: { readonly error: unknown } | undefined;
  try {
    return await db.transaction(async tx => {
      try {
        return await work(tx);
      } catch (error) {
        failure = { error };
        throw error;
      }
    });
  } catch (error) {
    throw failure ? failure.error : error;
  }
}
