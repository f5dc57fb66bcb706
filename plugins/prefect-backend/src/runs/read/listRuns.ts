import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { countRows } from './countRows';
import { decodeCursor, encodeCursor } from './cursor';
import { applyRunFilter, type RunFilter } from './RunFilter';
import { selectRunRows, type RunRow } from './RunRow';
import { toRuns } from './toRuns';
import { visibleRuns } from './visibleRuns';

/** A page of runs that is asked for. */
export type ListRuns = RunFilter & {
  /** What the page before gave; undefined is the first page. */
  readonly cursor?: string;
  readonly limit: number;
};

/** Counting stops here: "more than 10,000" is all that a page says. */
const COUNT_LIMIT = 10_001;

/** A page of runs, newest start first. Stable while runs come and go. */
export type RunPage = {
  readonly items: Run[];
  /** All that match; 10,001 means that or more. */
  readonly totalCount: number;
  readonly nextCursor: string | null;
};

/** Lists the runs that match and may be viewed. */
export async function listRuns(
  deps: RunsDeps,
  by: Principal,
  { cursor, limit, ...filter }: ListRuns,
): Promise<RunPage> {
  const scope = await deps.access.viewScope(by);
  const matching = () =>
    applyRunFilter(visibleRuns(deps.db, scope), filter, {
      db: deps.db,
      nowMs: deps.clock(),
    });
  const page = matching()
    .orderBy([
      { column: 'r.sort_time', order: 'desc' },
      { column: 'r.id', order: 'desc' },
      { column: 'r.instance', order: 'desc' },
    ])
    .limit(limit + 1);
  if (cursor) {
    const { key, id, instance } = decodeCursor(cursor);
    page.whereRaw('(r.sort_time, r.id, r.instance) < (?, ?, ?)', [
      key,
      id,
      instance,
    ]);
  }
  const [rows, totalCount] = await Promise.all([
    selectRunRows(page),
    countRows(deps.db, matching().select('r.id').limit(COUNT_LIMIT)),
  ]);
  const shown = rows.slice(0, limit);
  return {
    items: await toRuns(deps, scope, shown),
    totalCount,
    nextCursor: rows.length > limit ? cursorOf(shown[shown.length - 1]) : null,
  };
}

function cursorOf({ sort_time, id, instance }: RunRow): string {
  return encodeCursor({ key: sort_time, id, instance });
}
