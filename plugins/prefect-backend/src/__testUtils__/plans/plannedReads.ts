import type { Knex } from 'knex';
import type { SentStatement } from './sentStatements';

/** A step of SQLite's plan; it stands below the SELECT, or a part of it, that it belongs to. */
type Step = {
  readonly id: number;
  readonly parent: number;
  /** Such as `SEARCH r USING INDEX runs_index (instance=? AND sort_time<?)`. */
  readonly detail: string;
};

/**
 * How many rows fit, which a plan does not tell. Where most do, a LIMIT soon ends what is
 * read in its order, and whatever is sorted before it is as good as all. Where few do, a
 * LIMIT may never be reached.
 */
export type Fitting = 'most' | 'few';

const LOOP = /^(SCAN|SEARCH) (\S+)(?: USING (.*))?$/;
const PART_OF_LOOP = /^(MULTI-INDEX OR|INDEX \d+)$/;
/** Not `FOR LAST TERM OF ORDER BY`, which sorts only what is equal in the others. */
const SORT = /^USE TEMP B-TREE FOR (ORDER|GROUP|DISTINCT)/;
/** One end of a range. */
const END = /[<>]\?$/;
/** What may leave as good as everything: the instance, of which there are few, and one end of time. */
const WIDE = /^(instance=\?|ANY\(\w+\)|(sort_time|day|slot)[<>]\?)$/;

/**
 * The tables that SQLite means to read whole. It does so
 * - by a SCAN, and by a SEARCH that narrows by nothing but the instance and one end of time;
 * - by a SEARCH in an index that it makes for the occasion.
 *
 * Where most rows fit, the outermost loop of a SELECT with a LIMIT may do so, but not when
 * what it finds is sorted or grouped, except what is equal in an order that it already has.
 */
export async function plannedReads(
  db: Knex,
  { sql, bindings }: SentStatement,
  fitting: Fitting,
): Promise<Set<string>> {
  const steps: Step[] = await db.raw(`explain query plan ${sql}`, bindings);
  const partial = await partialIndexes(db);
  const tables = tablesByAlias(sql);
  const isRead = (step: Step) => {
    if (partial.some(index => step.detail.includes(index))) return false;
    if (fitting === 'few') return isWhole(step);
    return isLimited(step, { sql, steps })
      ? isSorted(step, steps)
      : isWhole(step);
  };
  return new Set(
    steps
      .filter(isRead)
      .flatMap(({ detail }) => [
        ...(tables.get(LOOP.exec(detail)?.[2] ?? '') ?? []),
      ]),
  );
}

/** Indexes of a part of a table, such as what is scheduled: all of one is not the table. */
function partialIndexes(db: Knex): Promise<string[]> {
  return db('sqlite_master')
    .where('type', 'index')
    .whereLike('sql', '% where %')
    .pluck('name');
}

/** A name may stand for one table here and for another there. */
function tablesByAlias(sql: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const named = /\b(?:from|join) `?(\w+)`?(?: (?:as )?`?(\w+)`?)?/gi;
  for (const [, table, alias] of sql.matchAll(named)) {
    for (const name of [table, alias]) {
      if (name) found.set(name, (found.get(name) ?? new Set()).add(table));
    }
  }
  return found;
}

function isWhole({ detail }: Step): boolean {
  const [, kind, , way = ''] = LOOP.exec(detail) ?? [];
  if (!kind) return false;
  if (kind === 'SCAN' || way.startsWith('AUTOMATIC')) return true;
  const terms = /\((.*)\)/.exec(way)?.[1].split(' AND ') ?? [];
  const hasBothEnds = terms.filter(term => END.test(term)).length === 2;
  // Without terms it is the first or the last of an index.
  if (terms.length === 0 || hasBothEnds) return false;
  return terms.every(term => WIDE.test(term));
}

type Plan = { readonly sql: string; readonly steps: readonly Step[] };

/** Whether it is the outermost loop of a SELECT with a LIMIT. */
function isLimited(step: Step, { sql, steps }: Plan): boolean {
  const select = selectOf(step, steps);
  const outermost = steps.find(
    other => LOOP.test(other.detail) && selectOf(other, steps) === select,
  );
  return step === outermost && hasLimit(select, sql);
}

function isSorted(step: Step, steps: readonly Step[]): boolean {
  const select = selectOf(step, steps);
  return steps.some(
    other => SORT.test(other.detail) && selectOf(other, steps) === select,
  );
}

/** The SELECT that a step belongs to; undefined is the whole statement. */
function selectOf(step: Step, steps: readonly Step[]): Step | undefined {
  const above = steps.find(({ id }) => id === step.parent);
  return above && PART_OF_LOOP.test(above.detail)
    ? selectOf(above, steps)
    : above;
}

function hasLimit(select: Step | undefined, sql: string): boolean {
  const name = /^CO-ROUTINE (\w+)/.exec(select?.detail ?? '')?.[1];
  if (select && !name) return false;
  const end = name ? `\\) as \`?${name}\\b` : '$';
  return new RegExp(`limit (\\?|\\d+)${end}`, 'i').test(sql);
}
