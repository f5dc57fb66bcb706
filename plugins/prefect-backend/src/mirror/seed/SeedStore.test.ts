import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import type { Instant } from '../Mirror';
import { SeedStore } from './SeedStore';

jest.setTimeout(60_000);

const production = 'production' as InstanceId;
const dev = 'dev' as InstanceId;
const at = (minute: number) => `2026-11-24T09:${minute}:00.000000Z` as Instant;

describe.each(testDatabases.eachSupportedId())('first readings on %s', id => {
  let db: Knex;

  beforeAll(async () => {
    db = await migratedDatabase(id);
  });

  it('are known until they are over, each by itself', async () => {
    const store = new SeedStore(db);
    await store.save(production, { newest: at(30), reached: at(20) });
    await store.save(dev, { newest: at(31), reached: at(21) });
    await store.save(production, { newest: at(30), reached: at(10) });

    await store.remove(dev);

    await expect(store.find(production)).resolves.toEqual({
      newest: at(30),
      reached: at(10),
    });
    await expect(store.find(dev)).resolves.toBeUndefined();
  });

  it('tell the database that tables were filled', async () => {
    await new SeedStore(db).analyze();

    const known: number[] =
      id === 'SQLITE_3'
        ? []
        : await db('pg_class').where({ relname: 'runs' }).pluck('reltuples');
    // Never analysed is -1.
    expect(known.filter(rows => rows < 0)).toEqual([]);
  });
});
