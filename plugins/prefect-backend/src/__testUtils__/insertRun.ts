import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import { tally } from '../mirror/tallies/tally';
import type { TalliedRun } from '../mirror/tallies/TalliedRun';

type Row = TalliedRun & {
  readonly instance: string;
  readonly [column: string]: unknown;
};

/** Puts a row into `runs`, and counts it as the mirror does. */
export async function insertRun(db: Knex, row: Row): Promise<void> {
  await db('runs').insert(row);
  await tally(db, row.instance as InstanceId, [
    { before: undefined, after: row },
  ]);
}

/** Takes rows with these ids out of `runs`, and out of what is counted. */
export async function deleteRuns(
  db: Knex,
  ids: readonly string[],
): Promise<void> {
  const rows: Row[] = await db('runs').whereIn('id', ids).select();
  await db('runs').whereIn('id', ids).delete();
  for (const row of rows) {
    await tally(db, row.instance as InstanceId, [
      { before: row, after: undefined },
    ]);
  }
}
