import type {
  Decision as DecisionView,
  Deployment,
  DeploymentRights,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Decision, Principal } from '../../access';
import type { Ownership } from '../../bindings';
import type { RunsDeps } from '../RunsDeps';
import { codeUrl } from './codeUrl';
import type { DeploymentFacts } from './deploymentFacts';
import type { DeploymentRow } from './DeploymentRow';
import { parseJson } from './json';
import { keyOf, NOBODYS, ownershipByDeployment } from './ownership';
import { deploymentUrl } from './prefectUrls';
import { recentRuns, type RecentRuns } from './recentRuns';
import { noStats, runStats, type Window } from './runStats';
import { schedulesByDeployment, type Schedules } from './schedules';
import { streaks } from './streaks';
import { findPools } from './workPools';

/** A deployment with what its runs say. */
export type DeploymentFactsRow = DeploymentRow & DeploymentFacts;

/** Who looks, and over how many days statistics go. */
export type View = { readonly by: Principal; readonly days: number };

/** Statistics of lists, in days. */
export const STATS_DAYS = 7;

/** Rows as the contract shows them; the number of queries does not grow with the rows. */
export async function toDeployments(
  deps: RunsDeps,
  rows: readonly DeploymentFactsRow[],
  { by, days }: View,
): Promise<Deployment[]> {
  const { db } = deps;
  const nowMs = deps.clock();
  const window = { days, nowMs };
  const [schedules, pools, recent, stats, inARow, ownerships, rights] =
    await Promise.all([
      schedulesByDeployment(db, rows),
      findPools(db, rows),
      recentRuns(db, rows, nowMs),
      runStats(db, rows, window),
      streaks(db, rows),
      ownershipByDeployment(deps, rows),
      rightsOf(deps, by, rows),
    ]);
  return rows.map((row, index) => {
    const key = keyOf(row.instance, row.id);
    return toDeployment(deps, row, {
      window,
      schedules: schedules.get(key) ?? [],
      workers:
        row.work_pool === null
          ? null
          : pools.get(keyOf(row.instance, row.work_pool))?.workersOnline ??
            null,
      recent: recent.get(key) ?? { cells: [], cause: null },
      stats: stats.get(key),
      streak: inARow.get(key) ?? null,
      ownership: ownerships.get(key) ?? NOBODYS,
      rights: rights[index],
    });
  });
}

type Parts = {
  readonly window: Window;
  readonly schedules: Schedules;
  readonly workers: number | null;
  readonly recent: RecentRuns;
  readonly stats: Deployment['stats'] | undefined;
  readonly streak: Deployment['streak'];
  readonly ownership: Ownership;
  readonly rights: DeploymentRights;
};

function toDeployment(
  { instances }: RunsDeps,
  row: DeploymentFactsRow,
  parts: Parts,
): Deployment {
  const instance = instances.find(row.instance);
  const { ownership } = parts;
  return {
    instance: row.instance,
    environment: instance?.environment ?? '',
    id: row.id,
    title: row.title,
    name: row.name,
    flowId: row.flow_id,
    flowName: row.flow_name,
    description: row.description,
    tags: parseJson<string[]>(row.tags, []),
    paused: Boolean(row.paused),
    schedules: [...parts.schedules],
    nextRun: row.paused ? null : row.next_run,
    workPool: row.work_pool,
    workQueue: row.work_queue,
    pollingWorkers: parts.workers,
    version: row.version,
    entrypoint: row.entrypoint,
    codeUrl: codeUrl({
      entrypoint: row.entrypoint,
      pullSteps: row.pull_steps,
      sourceLocation: ownership.sourceLocation,
    }),
    prefectUrl: deploymentUrl(instance, row.id),
    sensitivity: ownership.sensitivity,
    owners: [...ownership.owners],
    bindings: [...ownership.bindings],
    health: row.health,
    recentRuns: parts.recent.cells,
    stats: parts.stats ?? noStats(parts.window),
    streak: parts.streak,
    cause: row.health === 'failing' ? parts.recent.cause : null,
    may: parts.rights,
    updated: row.updated,
  };
}

/** What the viewer may do with each, by position. */
export async function rightsOf(
  { access }: Pick<RunsDeps, 'access'>,
  by: Principal,
  rows: readonly Pick<DeploymentRow, 'instance' | 'id'>[],
): Promise<DeploymentRights[]> {
  const on = rows.map(({ instance, id }) => ({ instance, deployment: id }));
  const decisions = await access.decideEach(
    by,
    ['run', 'operate', 'schedule'],
    on,
  );
  return decisions.map(({ run, operate, schedule }) => ({
    run: toDecision(run),
    operate: toDecision(operate),
    schedule: toDecision(schedule),
  }));
}

/** A decision as the contract shows it. */
export function toDecision({
  allowed,
  reason,
  policy,
}: Decision): DecisionView {
  return { allowed, reason, policy: policy ?? null };
}
