import type { Knex } from 'knex';

/** How many rows a query gives. */
export async function countRows(
  db: Knex,
  query: Knex.QueryBuilder,
): Promise<number> {
  const [{ count }]: Array<{ count: number | string }> = await db
    .from(query.as('counted'))
    .count({ count: '*' });
  return Number(count);
}
