import type { Knex } from 'knex';

/** An SQL expression: milliseconds since 1970 at the moment in which it is evaluated. */
export type DatabaseClock = (db: Knex) => Knex.Raw;

/** Whether row locks and notifications are to be had. */
export function isPostgres(db: Knex): boolean {
  return db.client.config.client === 'pg';
}

/**
 * The one clock that all processes share. Where it is used within a transaction it goes on,
 * unlike `now()`, because a statement may have waited for a lock.
 */
export const databaseClock: DatabaseClock = db =>
  db.raw(
    isPostgres(db)
      ? '(extract(epoch from clock_timestamp()) * 1000)::bigint'
      : "cast((julianday('now') - 2440587.5) * 86400000 as integer)",
  );

/** Reads the clock. */
export async function databaseNow(
  db: Knex,
  clock: DatabaseClock = databaseClock,
): Promise<number> {
  const row = await db.first<{ now: number | string }>(
    db.raw('? as now', [clock(db)]),
  );
  return Number(row.now);
}
