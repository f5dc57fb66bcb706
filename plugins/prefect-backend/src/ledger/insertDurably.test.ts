import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { insertDurably } from './insertDurably';
import { toEntryRow } from './toEntryRow';

jest.setTimeout(60_000);

const rowOf = (seq: number) =>
  toEntryRow(
    { kind: 'denial', decision: { allowed: false } },
    { writer: 'aaaa', seq, prev: null, at: '2026-11-24T12:00:00.000Z' },
  );

/** What SQLite itself says while it inserts, from a trigger, and what it says afterwards. */
async function levelsOnSqlite(db: Knex, before: number): Promise<number[]> {
  await db.raw(`pragma synchronous = ${before}`);
  await db.raw('create table levels (level integer)');
  await db.raw(
    `create trigger look after insert on ledger_entries begin
       insert into levels select synchronous from pragma_synchronous; end`,
  );
  await insertDurably(db, [rowOf(1)]);
  const seen: number[] = await db('levels').pluck('level');
  const [after] = await db.raw('pragma synchronous');
  return [...seen, after.synchronous];
}

/** What Postgres says of a transaction in which somebody has set it, before and after. */
async function levelsOnPostgres(db: Knex, set = 'off'): Promise<string[]> {
  return db.transaction(async tx => {
    const level = async () =>
      (await tx.raw('show synchronous_commit')).rows[0].synchronous_commit;
    await tx.raw(`set local synchronous_commit = ${set}`);
    const before = await level();
    await insertDurably(tx, [rowOf(1)]);
    return [before, await level()];
  });
}

describe.each(testDatabases.eachSupportedId())('entries on %s', id => {
  let db: Knex;
  beforeEach(async () => {
    db = await migratedDatabase(id as TestDatabaseId);
  });

  it('wait for the disk, and nobody else does', async () => {
    const isSqlite = id.startsWith('SQLITE');
    const [levels, expected] = isSqlite
      ? [await levelsOnSqlite(db, 1), [2, 1]]
      : [await levelsOnPostgres(db), ['off', 'on']];

    expect(levels).toEqual(expected);
  });

  it('leave a stricter setting as it is', async () => {
    const isSqlite = id.startsWith('SQLITE');
    const [levels, expected] = isSqlite
      ? [await levelsOnSqlite(db, 3), [3, 3]]
      : [
          await levelsOnPostgres(db, 'remote_apply'),
          ['remote_apply', 'remote_apply'],
        ];

    expect(levels).toEqual(expected);
  });

  it('are written all or none', async () => {
    await insertDurably(db, [rowOf(1), rowOf(2)]);

    await expect(insertDurably(db, [rowOf(3), rowOf(2)])).rejects.toThrow();

    const rows = await db('ledger_entries').orderBy('position');
    expect(rows.map(({ seq }) => Number(seq))).toEqual([1, 2]);
    expect(rows.map(({ allowed }) => Boolean(allowed))).toEqual([false, false]);
  });
});
