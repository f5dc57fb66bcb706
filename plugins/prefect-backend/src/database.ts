import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { writeAhead } from './writeAhead';

/** The plugin's database, migrated once for all rooms. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const db = await database.getClient();
  await writeAhead(db);
  if (!database.migrations?.skip) await migrate(db);
  return db;
}

/**
 * Replicas that start at the same time take turns: Knex's own lock is a table, and who
 * makes that at the same time as another fails. Postgres lets go of this lock when the
 * process that holds it dies, and undoes what it had migrated.
 */
async function migrate(db: Knex): Promise<void> {
  const directory = resolvePackagePath(
    '@backstage-prefect/backstage-plugin-prefect-backend',
    'migrations',
  );
  if (db.client.config.client !== 'pg') {
    await db.migrate.latest({ directory });
    return;
  }
  await db.transaction(async tx => {
    await tx.raw('select pg_advisory_xact_lock(hashtext(?))', [
      'prefect migrations',
    ]);
    await tx.migrate.latest({ directory });
  });
}
