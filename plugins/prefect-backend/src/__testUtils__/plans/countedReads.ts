import type { Knex } from 'knex';
import type { SentStatement } from './sentStatements';

/** As much of a step of a plan as counts; Postgres' own names. */
type Step = {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Step[];
};

/** So much of a table is as good as all of it. */
const SHARE = 0.9;

/**
 * The tables that Postgres reads whole, whichever way: it is asked to do it, and looks at
 * nine tenths of the rows or more, be it the same ones again and again.
 */
export async function countedReads(
  db: Knex,
  { sql, bindings }: SentStatement,
): Promise<Set<string>> {
  const { rows } = await db.raw(
    `explain (analyze, timing off, format json) ${sql.replace(/\$\d+/g, '?')}`,
    bindings,
  );
  const seen = new Map<string, number>();
  for (const { table, count } of looksOf(rows[0]['QUERY PLAN'][0].Plan)) {
    seen.set(table, (seen.get(table) ?? 0) + count);
  }
  const reads = new Set<string>();
  for (const [table, count] of seen) {
    const [{ size }] = await db(table).count({ size: '*' });
    if (count >= Number(size) * SHARE) reads.add(table);
  }
  return reads;
}

type Look = { readonly table: string; readonly count: number };

function looksOf(step: Step): Look[] {
  const table = step['Relation Name'];
  const each =
    step['Actual Rows'] +
    (step['Rows Removed by Filter'] ?? 0) +
    (step['Rows Removed by Index Recheck'] ?? 0);
  const own = table ? [{ table, count: each * step['Actual Loops'] }] : [];
  return [...own, ...(step.Plans ?? []).flatMap(looksOf)];
}
