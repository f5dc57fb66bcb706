import type { Knex } from 'knex';
import { testDatabases } from './__testUtils__/testDatabases';
import { transact } from './transact';

jest.setTimeout(60_000);

describe.each(testDatabases.eachSupportedId())(
  'a transaction on %s',
  databaseId => {
    let db: Knex;

    beforeAll(async () => {
      db = await testDatabases.init(databaseId);
      await db.schema.createTable('things', table => {
        table.integer('id').primary();
        table.text('text');
      });
    });

    const ids = () => db('things').orderBy('id').pluck('id');

    it('answers what the work answers', async () => {
      await expect(
        transact(db, async tx => {
          await tx('things').insert({ id: 1 });
          return 'done';
        }),
      ).resolves.toBe('done');
      await expect(ids()).resolves.toEqual([1]);
    });

    it('undoes what fails, and says why', async () => {
      const error = new Error('no');
      await expect(
        transact(db, async tx => {
          await tx('things').insert({ id: 2 });
          throw error;
        }),
      ).rejects.toBe(error);
      await expect(ids()).resolves.toEqual([1]);
    });

    if (databaseId === 'SQLITE_3') {
      it('says that the disk is full when SQLite has undone it by itself', async () => {
        await db.raw('pragma max_page_count = 1');
        await expect(
          transact(db, async tx => {
            await tx('things').insert({ id: 3 });
            await tx('things').insert({ id: 4, text: 'x'.repeat(100_000) });
          }),
        ).rejects.toMatchObject({ code: 'SQLITE_FULL' });
        await expect(ids()).resolves.toEqual([1]);
      });
    }
  },
);
