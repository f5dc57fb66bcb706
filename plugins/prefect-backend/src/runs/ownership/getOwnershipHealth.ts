import type {
  OwnershipHealth,
  OwnershipProblemKind,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Principal } from '../../access';
import { countRows } from '../read/countRows';
import { decodeCursor, encodeCursor } from '../read/cursor';
import type { RunsDeps } from '../RunsDeps';
import { countProblems } from './countProblems';
import { ProblemQueries } from './problemQueries';
import type { ProblemRow } from './ProblemRow';
import { toProblems } from './toProblems';

/** A page of ownerships in doubt that is asked for. */
export type GetOwnershipHealth = {
  readonly instance?: readonly string[];
  /** Whose problem it is, as entity refs; `none` is what nobody is likely to own. */
  readonly owner?: readonly string[];
  readonly problem?: readonly OwnershipProblemKind[];
  readonly q?: string;
  readonly cursor?: string;
  readonly limit: number;
};

/** What has no owner or an owner in doubt, of what may be viewed. */
export async function getOwnershipHealth(
  deps: RunsDeps,
  by: Principal,
  { cursor, limit, ...filter }: GetOwnershipHealth,
): Promise<OwnershipHealth> {
  const { db, access } = deps;
  const [scope, readable] = await Promise.all([
    access.viewScope(by),
    access.readableEntities(by, await annotatedInVain(db)),
  ]);
  const queries = new ProblemQueries(db, { scope, readable });
  const page = queries
    .matching(filter)
    .select('p.*')
    .orderBy(['p.title', 'p.id'])
    .limit(limit + 1);
  if (cursor) {
    const { key, id } = decodeCursor(cursor);
    page.whereRaw('(p.title, p.id) > (?, ?)', [key, id]);
  }
  const [rows, totalCount, counts]: [
    ProblemRow[],
    number,
    OwnershipHealth['counts'],
  ] = await Promise.all([
    page,
    countRows(db, queries.matching(filter).select('p.id')),
    countProblems(db, queries, filter),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await toProblems(deps, scope, shown),
    totalCount,
    nextCursor:
      last && rows.length > limit
        ? encodeCursor({ key: last.title, id: last.id, instance: '' })
        : null,
    counts,
  };
}

/** Entities whose annotations name nothing; there are few, as each is a mistake. */
function annotatedInVain(db: Knex): Promise<string[]> {
  return db('ownership_problems')
    .whereNull('deployment_id')
    .distinct()
    .pluck('subject');
}
