import type { Knex } from 'knex';
import { testDatabases } from '../testDatabases';
import { sentStatements } from './sentStatements';
import { wholeReads } from './wholeReads';

jest.setTimeout(60_000);

const ROWS = 2_000;

describe.each(testDatabases.eachSupportedId())(
  'what is read whole on %s',
  databaseId => {
    let db: Knex;

    beforeAll(async () => {
      db = await testDatabases.init(databaseId);
      for (const table of ['runs', 'notes']) {
        await db.schema.createTable(table, columns => {
          columns.integer('id').primary();
          columns.string('instance', 20).notNullable();
          columns.string('day', 10).notNullable();
          columns.text('name');
          columns.index(['instance', 'day']);
          columns.index(['day']);
        });
        const rows = Array.from({ length: ROWS }, (_, id) => ({
          id,
          instance: 'production',
          day: `2026-11-${10 + (id % 20)}`,
          name: `name ${id}`,
        }));
        await db.batchInsert(table, rows, 400);
      }
      await db.raw('analyze');
    });

    const day = { since: '2026-11-12', until: '2026-11-13' };

    it.each<[string, () => Knex.QueryBuilder, string[]]>([
      ['a key', () => db('runs').where('id', 7), []],
      ['no index', () => db('runs').where('name', 'name 7'), ['runs']],
      ['an alias', () => db('runs as r').where('r.name', 'name 7'), ['runs']],
      [
        'one end of time',
        () => db('runs').where('instance', 'production').where('day', '>', '0'),
        ['runs'],
      ],
      [
        'both ends of time',
        () =>
          db('runs')
            .where('instance', 'production')
            .whereBetween('day', [day.since, day.until]),
        [],
      ],
      [
        'a count of all',
        () => db.from(db('runs').select('id').as('all')).count(),
        ['runs'],
      ],
      [
        'a join without an index',
        () =>
          db('runs as r')
            .join('notes as n', 'n.name', 'r.name')
            .where('r.id', '<', 5)
            .select('n.id'),
        ['notes'],
      ],
    ])('by %s', async (_, query, whole) => {
      const [statement] = await sentStatements(db, async () => query());
      const tables = ['runs', 'notes'];
      await expect(
        wholeReads(db, statement, { tables, fitting: 'few' }),
      ).resolves.toEqual(whole);
    });

    it.each<[string, () => Knex.QueryBuilder, string[]]>([
      ['in an order', () => db('runs').orderBy('day', 'desc').limit(5), []],
      [
        'in an order of which only ties are sorted',
        () => db('runs').orderBy('day', 'desc').orderBy('id').limit(5),
        [],
      ],
      ['that are sorted', () => db('runs').orderBy('name').limit(5), ['runs']],
      [
        'that are counted up to a limit',
        () => db.from(db('runs').select('id').limit(9).as('some')).count(),
        [],
      ],
    ])('by the first %s, where most fit', async (_, query, whole) => {
      const [statement] = await sentStatements(db, async () => query());
      await expect(
        wholeReads(db, statement, { tables: ['runs'], fitting: 'most' }),
      ).resolves.toEqual(whole);
    });
  },
);
