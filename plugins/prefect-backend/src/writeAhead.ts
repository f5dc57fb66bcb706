import type { Knex } from 'knex';

/** Pages of the log, of 4 KiB, after which it is written into the database itself. */
const LOG_PAGES = 4_000;

/**
 * With a write-ahead log SQLite does not wait for the disk several times at each of the
 * many small commits of the mirror, and cannot be torn by a power cut any more than before.
 * What has no file, such as a test's database, stays as it is.
 */
export async function writeAhead(db: Knex): Promise<void> {
  if (db.client.config.client !== 'better-sqlite3') return;
  await db.raw('pragma journal_mode = wal');
  await db.raw(`pragma wal_autocheckpoint = ${LOG_PAGES}`);
}
