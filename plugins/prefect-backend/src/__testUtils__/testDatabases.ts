import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { openDatabase } from '../database';

/** SQLite, and Postgres where Backstage's variable for it is set. */
export const testDatabases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

/** An empty database with the plugin's tables. */
export async function migratedDatabase(id: TestDatabaseId): Promise<Knex> {
  const knex = await testDatabases.init(id);
  return openDatabase(
    mockServices.database({ knex, migrations: { skip: false } }),
  );
}
