import type { Knex } from 'knex';

/** A row that is known by its instance and id. */
export type KeyedRow = { readonly instance: string; readonly id: string };

/** A row as a database answers it. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** The rows of an instance with these ids, by id. */
export async function storedRows(
  tx: Knex,
  table: string,
  rows: readonly KeyedRow[],
): Promise<Map<string, StoredRow>> {
  const [first] = rows;
  if (!first) return new Map();
  const stored: StoredRow[] = await tx(table)
    .where({ instance: first.instance })
    .whereIn(
      'id',
      rows.map(row => row.id),
    )
    .select();
  return new Map(stored.map(row => [String(row.id), row]));
}

/** Whether a row is other than it is stored, but for the columns that do not count. */
export function isChanged(
  row: object,
  stored: StoredRow | undefined,
  ignored: readonly string[] = [],
): boolean {
  if (!stored) return true;
  return Object.entries(row).some(
    ([column, value]) =>
      !ignored.includes(column) &&
      comparable(value) !== comparable(stored[column]),
  );
}

/** SQLite answers 0 and 1 for booleans, Postgres answers text for large integers. */
function comparable(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}
