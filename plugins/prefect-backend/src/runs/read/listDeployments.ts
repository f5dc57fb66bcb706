import type {
  Deployment,
  DeploymentHealth,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { DeploymentScope, Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { countRows } from './countRows';
import { decodeCursor, encodeCursor } from './cursor';
import { withFacts } from './deploymentFacts';
import { whereTextMatches } from './textMatches';
import {
  STATS_DAYS,
  toDeployments,
  type DeploymentFactsRow,
} from './toDeployments';
import { visibleDeployments } from './visibleRuns';
import { whereEntity, whereOwner } from './whereBound';

/** What is asked of deployments; of a list any value fits, except tags, which must all be there. */
export type DeploymentFilter = {
  readonly instance?: readonly string[];
  /** Entity refs; `none` is what belongs to nobody. */
  readonly owner?: readonly string[];
  readonly entity?: readonly string[];
  readonly tag?: readonly string[];
  readonly q?: string;
  readonly health?: readonly DeploymentHealth[];
};

/** `nextRun` soonest first, `latestRun` newest first. */
export type DeploymentSort = 'title' | '-title' | 'nextRun' | 'latestRun';

/** A page of deployments that is asked for. */
export type ListDeployments = DeploymentFilter & {
  readonly sort: DeploymentSort;
  readonly cursor?: string;
  readonly limit: number;
};

/** A page of deployments. */
export type DeploymentPage = {
  readonly items: Deployment[];
  readonly totalCount: number;
  readonly nextCursor: string | null;
};

type PageRow = DeploymentFactsRow & { readonly sort_key: string };

const OWN_KEY = { instance: 'd.instance', deployment: 'd.id' };

type Order = { readonly key: string; readonly direction: 'asc' | 'desc' };

const ORDERS: Record<DeploymentSort, Order> = {
  title: { key: 'title', direction: 'asc' },
  '-title': { key: 'title', direction: 'desc' },
  // Those without come last: `~` sorts behind every time, an empty text before.
  nextRun: { key: `coalesce(next_run, '~')`, direction: 'asc' },
  latestRun: { key: `coalesce(latest_run, '')`, direction: 'desc' },
};

/** Lists the deployments that match and may be viewed. */
export async function listDeployments(
  deps: RunsDeps,
  by: Principal,
  { sort, cursor, limit, ...filter }: ListDeployments,
): Promise<DeploymentPage> {
  const { db } = deps;
  const scope = await deps.access.viewScope(by);
  const matching = () => matchingDeployments(deps, scope, filter);
  const { key, direction } = ORDERS[sort];
  const page = db
    .from(matching().as('matching'))
    .select('*', { sort_key: db.raw(key) })
    .orderByRaw(`sort_key ${direction}, id ${direction}, instance ${direction}`)
    .limit(limit + 1);
  if (cursor) {
    const last = decodeCursor(cursor);
    page.whereRaw(
      `(${key}, id, instance) ${direction === 'asc' ? '>' : '<'} (?, ?, ?)`,
      [last.key, last.id, last.instance],
    );
  }
  const [rows, totalCount]: [PageRow[], number] = await Promise.all([
    page,
    countDeployments(deps, scope, filter),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return {
    items: await toDeployments(deps, shown, { by, days: STATS_DAYS }),
    totalCount,
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

/** What runs say is worked out only where it is asked for. */
function countDeployments(
  deps: RunsDeps,
  scope: DeploymentScope,
  filter: DeploymentFilter,
): Promise<number> {
  if (filter.health?.length) {
    return countRows(deps.db, matchingDeployments(deps, scope, filter));
  }
  const query = visibleDeployments(deps.db, scope).select('d.id');
  whereDeploymentMatches(query, deps.db, filter);
  return countRows(deps.db, query);
}

/** The deployments that match, with what their runs say of each. */
export function matchingDeployments(
  { db, clock }: RunsDeps,
  scope: DeploymentScope,
  filter: DeploymentFilter,
): Knex.QueryBuilder {
  const query = withFacts(visibleDeployments(db, scope).select('d.*'), {
    db,
    nowMs: clock(),
  });
  whereDeploymentMatches(query, db, filter);
  return filter.health?.length
    ? db.from(query.as('judged')).select('*').whereIn('health', filter.health)
    : query;
}

/** Narrows a query over `deployments as d` by all but their health, which needs their runs. */
export function whereDeploymentMatches(
  query: Knex.QueryBuilder,
  db: Knex,
  { instance, owner, entity, tag, q }: Omit<DeploymentFilter, 'health'>,
): void {
  if (instance?.length) query.whereIn('d.instance', instance);
  if (owner?.length) whereOwner(query, owner, OWN_KEY);
  if (entity?.length) whereEntity(query, entity, OWN_KEY);
  for (const value of tag ?? []) whereTag(query, value);
  if (q?.trim()) {
    whereTextMatches(query, db, { text: q.trim(), columns: ['d.title'] });
  }
}

function whereTag(query: Knex.QueryBuilder, tag: string): void {
  query.whereExists(tagged =>
    tagged
      .select('t.tag')
      .from('deployment_tags as t')
      .whereRaw('?? = ??', ['t.instance', 'd.instance'])
      .whereRaw('?? = ??', ['t.deployment_id', 'd.id'])
      .where('t.tag', tag),
  );
}
