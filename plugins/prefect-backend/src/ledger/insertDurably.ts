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
  'behalf',
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

/** What is used of a connection of better-sqlite3. */
type SqliteConnection = {
  pragma(text: string, options?: { simple: boolean }): unknown;
  prepare(sql: string): SqliteStatement;
};
type SqliteStatement = { run(values: readonly unknown[]): unknown };

/** Statements of each connection, by the number of their rows. */
const statements = new WeakMap<
  SqliteConnection,
  Map<number, SqliteStatement>
>();
/** `pragma synchronous` by its number; a stricter one stays. */
const FULL = 2;
/** Larger batches are rare, and their statements large. */
const LARGEST_KEPT = 64;

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
  const connection: SqliteConnection = await db.client.acquireConnection();
  try {
    const statement = statementFor(connection, rows.length);
    const before = Number(connection.pragma('synchronous', { simple: true }));
    connection.pragma(`synchronous = ${Math.max(before, FULL)}`);
    try {
      statement.run(rows.flatMap(valuesOf));
    } finally {
      connection.pragma(`synchronous = ${before}`);
    }
  } finally {
    await db.client.releaseConnection(connection);
  }
}

function statementFor(
  connection: SqliteConnection,
  count: number,
): SqliteStatement {
  const known = statements.get(connection) ?? new Map();
  statements.set(connection, known);
  const places = Array.from({ length: count }, () => PLACES).join(', ');
  const statement: SqliteStatement =
    known.get(count) ??
    connection.prepare(
      `insert into ledger_entries (${NAMES}) values ${places}`,
    );
  if (count <= LARGEST_KEPT) known.set(count, statement);
  return statement;
}

function valuesOf(row: EntryRow): unknown[] {
  return COLUMNS.map(name => {
    const value = row[name];
    return typeof value === 'boolean' ? Number(value) : value;
  });
}
