import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { DeploymentScope, Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { countRows } from './countRows';
import { decodeCursor, encodeCursor } from './cursor';
import { IS_SCHEDULED } from './late';
import {
  type Place,
  type PlacesSize,
  runsOf,
  shownPlaces,
  sizesOfShown,
} from './places';
import { applyRunFilter, type RunFilter } from './RunFilter';
import { selectRunRows, type RunRow } from './RunRow';
import { toRuns } from './toRuns';
import { visibleRuns } from './visibleRuns';
import { wherePlaces } from './wherePlaces';

/** A page of runs that is asked for. */
export type ListRuns = RunFilter & {
  /** What the page before gave; undefined is the first page. */
  readonly cursor?: string;
  readonly limit: number;
};

/** Counting stops here: "more than 10,000" is all that a page says. */
const COUNT_LIMIT = 10_001;

/**
 * So many runs are looked up and sorted in some milliseconds. Where there are more, a walk
 * from the newest on soon meets enough of them.
 */
const FEW = 5_000;

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
  const sizes = await sizesOfShown(deps.db, scope, filter);
  const areFew = !filter.subflows && runsOf(sizes) <= FEW;
  const places = areFew ? await shownPlaces(deps.db, scope, filter) : undefined;
  const listing = { deps, scope, filter, sizes, places };
  const page = matchingRuns(listing)
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
    countRuns(listing),
  ]);
  const shown = rows.slice(0, limit);
  return {
    items: await toRuns(deps, scope, shown),
    totalCount,
    nextCursor: rows.length > limit ? cursorOf(shown[shown.length - 1]) : null,
  };
}

type Listing = {
  readonly deps: RunsDeps;
  readonly scope: DeploymentScope;
  readonly filter: RunFilter;
  /** Of where the runs are that match; sub-flows may be elsewhere. */
  readonly sizes: readonly PlacesSize[];
  /** Where they are, when they are few. */
  readonly places: readonly Place[] | undefined;
};

function matchingRuns({
  deps,
  scope,
  filter,
  places,
}: Listing): Knex.QueryBuilder {
  const query = applyRunFilter(visibleRuns(deps.db, scope), filter, {
    db: deps.db,
    nowMs: deps.clock(),
  });
  return places ? wherePlaces(query, places) : query;
}

/** Where only places are asked for it is known, but for what is scheduled and due: little. */
async function countRuns(listing: Listing): Promise<number> {
  const { deps, filter, sizes } = listing;
  const isTallied = isOfPlaces(filter);
  const query = matchingRuns(listing).select('r.id').limit(COUNT_LIMIT);
  if (isTallied) query.whereRaw(IS_SCHEDULED);
  const counted = await countRows(deps.db, query);
  if (!isTallied) return counted;
  const listed = sizes.reduce((sum, size) => sum + size.listed, 0);
  return Math.min(listed + counted, COUNT_LIMIT);
}

function isOfPlaces(filter: RunFilter): boolean {
  const { state, since, until, tag, q, future, subflows } = filter;
  const isTimed = since || until || future;
  return !(state?.length || isTimed || tag?.length || q?.trim() || subflows);
}

function cursorOf({ sort_time, id, instance }: RunRow): string {
  return encodeCursor({ key: sort_time, id, instance });
}
