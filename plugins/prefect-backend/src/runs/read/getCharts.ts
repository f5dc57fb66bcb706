import type {
  ChartSeries,
  DeploymentLink,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope, Principal } from '../../access';
import type { Key } from '../../mirror';
import { InvalidRequestError } from '../InvalidRequestError';
import type { RunsDeps } from '../RunsDeps';
import { ChartWindow } from './ChartWindow';
import { decodeCursor, encodeCursor } from './cursor';
import {
  whereDeploymentMatches,
  type DeploymentFilter,
} from './listDeployments';
import { ownedDeployments } from './ownedDeployments';
import { readHours } from './readHours';
import { Series } from './Series';
import { visibleDeployments } from './visibleRuns';

/** Charts that are asked for; without `until` they end now, without `since` they begin a week before. */
export type GetCharts = Pick<
  DeploymentFilter,
  'instance' | 'owner' | 'entity'
> & {
  readonly deployment?: readonly string[];
  readonly by: 'deployment' | 'owner';
  readonly since?: string;
  readonly until?: string;
  /** As many points at most. */
  readonly points: number;
  readonly cursor?: string;
  readonly limit: number;
};

/** A page of series. */
export type ChartPage = {
  readonly items: ChartSeries[];
  readonly nextCursor: string | null;
};

type Asking = {
  readonly deps: RunsDeps;
  readonly scope: DeploymentScope;
  readonly request: GetCharts;
  readonly window: ChartWindow;
};

/** How runs fared over time: of each deployment, or of the deployments of each owner. */
export async function getCharts(
  deps: RunsDeps,
  by: Principal,
  request: GetCharts,
): Promise<ChartPage> {
  const window = ChartWindow.of(request, deps.clock());
  const scope = await deps.access.viewScope(by);
  const asking = { deps, scope, request, window };
  return request.by === 'owner'
    ? ownerCharts(asking)
    : deploymentCharts(asking);
}

async function deploymentCharts(asking: Asking): Promise<ChartPage> {
  const { deps, scope, request } = asking;
  const { db } = deps;
  const query = visibleDeployments(db, scope)
    .orderBy(['d.title', 'd.id', 'd.instance'])
    .limit(request.limit + 1)
    .select('d.instance', 'd.id', 'd.title');
  whereDeploymentMatches(query, db, request);
  if (request.deployment?.length) query.whereIn('d.id', request.deployment);
  if (request.cursor) {
    const { key, id, instance } = decodeCursor(request.cursor);
    query.whereRaw('(d.title, d.id, d.instance) > (?, ?, ?)', [
      ...[key, id, instance],
    ]);
  }
  const rows: Array<Key & DeploymentLink> = await query;
  const shown = rows.slice(0, request.limit);
  const series = await seriesOf(
    asking,
    shown.map(deployment => [deployment]),
  );
  const last = shown[shown.length - 1];
  return {
    items: shown.map((deployment, index) => ({
      deployment,
      owner: null,
      ...series[index].toView(),
    })),
    nextCursor:
      rows.length > request.limit
        ? encodeCursor({ ...last, key: last.title })
        : null,
  };
}

async function ownerCharts(asking: Asking): Promise<ChartPage> {
  const { deps, scope, request } = asking;
  const query = visibleDeployments(deps.db, scope).select('d.instance', 'd.id');
  whereDeploymentMatches(query, deps.db, request);
  if (request.deployment?.length) query.whereIn('d.id', request.deployment);
  const owned = await ownedDeployments(deps.db, await query, request);
  const start = request.cursor ? placeAfter(owned, request.cursor) : 0;
  const shown = owned.slice(start, start + request.limit);
  const series = await seriesOf(
    asking,
    shown.map(({ deployments }) => deployments),
  );
  return {
    items: shown.map(({ owner }, index) => ({
      deployment: null,
      owner,
      ...series[index].toView(),
    })),
    nextCursor:
      start + request.limit < owned.length
        ? encodeCursor({
            key: shown[shown.length - 1].owner ?? '',
            id: '',
            instance: '',
          })
        : null,
  };
}

/** An owner that is gone since the page before ends the list. */
function placeAfter(
  owned: readonly { readonly owner: string | null }[],
  cursor: string,
): number {
  const { key } = decodeCursor(cursor);
  const place = owned.findIndex(({ owner }) => (owner ?? '') === key);
  if (place < 0) {
    throw new InvalidRequestError(
      'The owner at which the page before ended is gone. Start from the first page.',
    );
  }
  return place + 1;
}

/** One series of each group of deployments, by position. */
async function seriesOf(
  { deps, window }: Asking,
  groups: readonly (readonly Key[])[],
): Promise<Series[]> {
  const all: Series[] = [];
  // One group after the other: what is read of one is not kept.
  for (const deployments of groups) {
    const series = new Series(window);
    for await (const hours of readHours(deps.db, deployments, window)) {
      hours.forEach(({ time, tally }) => series.add(time, tally));
    }
    all.push(series);
  }
  return all;
}
