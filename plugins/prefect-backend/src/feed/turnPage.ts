import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../runs';

/** A page that is asked for. */
export type PageRequest = {
  readonly cursor: string | undefined;
  readonly limit: number;
};

/** A page of a query over something `as d`, by a text and, where that is equal, the id. */
export async function turnPage<TRow extends { id: string }>(
  query: Knex.QueryBuilder,
  { cursor, limit }: PageRequest,
  by: string,
): Promise<{ rows: TRow[]; nextCursor: string | null }> {
  query
    .select({ sort_key: by })
    .orderBy([by, 'd.id'])
    .limit(limit + 1);
  if (cursor) {
    const { key, id } = decodeCursor(cursor);
    query.whereRaw('(??, ??) > (?, ?)', [by, 'd.id', key, id]);
  }
  const rows: Array<TRow & { sort_key: string; instance: string }> =
    await query;
  const last = rows[limit - 1];
  return {
    rows: rows.slice(0, limit),
    nextCursor:
      rows.length > limit
        ? encodeCursor({
            key: last.sort_key,
            id: last.id,
            instance: last.instance,
          })
        : null,
  };
}
