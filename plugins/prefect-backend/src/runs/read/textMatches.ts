import type { Knex } from 'knex';

/** The text occurs in one of the columns, whatever the case. `%` and `_` mean themselves. */
export function whereTextMatches(
  query: Knex.QueryBuilder,
  db: Knex,
  { text, columns }: { text: string; columns: readonly string[] },
): void {
  const operator = db.client.config.client === 'pg' ? 'ilike' : 'like';
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  query.where(any => {
    for (const column of columns) {
      any.orWhereRaw(`?? ${operator} ? escape '\\'`, [column, pattern]);
    }
  });
}
