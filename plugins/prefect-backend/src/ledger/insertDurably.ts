import type { Knex } from 'knex';
import { isPostgres } from '../mirror';
import type { EntryRow } from './Draft';

const COLUMNS = [
  'writer',
  'seq',
  'hash',
  'at',
  'kind',
  'ends',
  'person',
  'action',
  'instance',
  'deployment',
  'run',
  'door',
  'allowed',
  'entry',
] as const;

const TYPES: Partial<Record<(typeof COLUMNS)[number], string>> = {
  seq: 'bigint',
  allowed: 'boolean',
};

const NAMES = COLUMNS.join(', ');
const PLACES = `(${COLUMNS.map(() => '?').join(', ')})`;

/**
 * Adds entries in one statement, all or none, and returns when they are on the disk. Knex's
 * own insert takes several times as long to build as the database takes to run it.
 */
export function insertDurably(
  db: Knex,
  rows: readonly EntryRow[],
): Promise<void> {
  return isPostgres(db) ? insertOnPostgres(db, rows) : insertOnSqlite(db, rows);
}

// Whoever has turned `synchronous_commit` off for the server or for the role has it on for
// this statement, which is a transaction of its own; a stricter setting stays.
const INTO_POSTGRES = `
  with durable as (
    select set_config(
      'synchronous_commit',
      case current_setting('synchronous_commit')
        when 'off' then 'on' when 'local' then 'on'
        else current_setting('synchronous_commit') end,
      true) as level)
  insert into ledger_entries (${NAMES})
  select ${COLUMNS.map(name => `e.${name}`).join(', ')}
  from durable, unnest(${COLUMNS.map(
    name => `?::${TYPES[name] ?? 'text'}[]`,
  ).join(', ')}) as e(${NAMES})
  where durable.level is not null
  order by e.seq`;

async function insertOnPostgres(
  db: Knex,
  rows: readonly EntryRow[],
): Promise<void> {
  await db.raw(
    INTO_POSTGRES,
    COLUMNS.map(name => rows.map(row => row[name])) as never,
  );
}

/**
 * better-sqlite3 is built with `SQLITE_DEFAULT_WAL_SYNCHRONOUS=1`: under a write-ahead log
 * `pragma synchronous` is NORMAL, and a commit is in the log but not on the disk when it
 * returns; a power cut may take it back. FULL waits for the disk at each commit. It holds
 * for a connection, so it is FULL for this statement only, on a connection that nobody else
 * has meanwhile, and the mirror's many commits need not wait.
 */
async function insertOnSqlite(
  db: Knex,
  rows: readonly EntryRow[],
): Promise<void> {
  const values = rows.map(() => PLACES).join(', ');
  const bindings = rows.flatMap(row => COLUMNS.map(name => row[name]));
  const connection = await db.client.acquireConnection();
  try {
    await db.raw('pragma synchronous = full').connection(connection);
    await db
      .raw(`insert into ledger_entries (${NAMES}) values ${values}`, bindings)
      .connection(connection);
  } finally {
    await db.raw('pragma synchronous = normal').connection(connection);
    await db.client.releaseConnection(connection);
  }
}
