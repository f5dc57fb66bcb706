import type { Knex } from 'knex';
import { countedReads } from './countedReads';
import { type Fitting, plannedReads } from './plannedReads';
import type { SentStatement } from './sentStatements';

/**
 * Those of the tables of which a statement reads all rows or as good as all, however few it
 * answers. Postgres counts what it reads until a LIMIT ends it; SQLite does not count, so
 * that its plan has to tell.
 */
export async function wholeReads(
  db: Knex,
  statement: SentStatement,
  { tables, fitting }: { tables: readonly string[]; fitting: Fitting },
): Promise<string[]> {
  const reads =
    db.client.config.client === 'pg'
      ? await countedReads(db, statement)
      : await plannedReads(db, statement, fitting);
  return tables.filter(table => reads.has(table));
}
