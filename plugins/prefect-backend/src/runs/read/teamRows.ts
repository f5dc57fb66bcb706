import type { TeamRow } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import type { DeploymentFacts } from './deploymentFacts';
import type { DeploymentFilter } from './listDeployments';
import { ownedDeployments, type Owned } from './ownedDeployments';
import { keyOf } from './ownership';
import type { Activity, Marked, RecentActivity } from './RecentActivity';

/** A deployment that may be viewed, with what is to be counted of it. */
export type Judged = Marked & Pick<DeploymentFacts, 'health'>;

type Teams = {
  readonly deps: Pick<RunsDeps, 'db'>;
  readonly activity: RecentActivity;
  readonly deployments: readonly Judged[];
  readonly filter: Pick<DeploymentFilter, 'instance' | 'owner'>;
};

/**
 * A row per owner of deployments that may be viewed, those that belong to nobody last. A
 * deployment with two owners counts for both.
 */
export async function teamRows({
  deps,
  activity: recent,
  deployments,
  filter,
}: Teams): Promise<TeamRow[]> {
  const [owned, running, activity] = await Promise.all([
    ownedDeployments(deps.db, deployments, filter),
    runningOf(deps),
    recent.of(deployments),
  ]);
  return owned.map(each => toTeamRow(each, { running, activity, recent }));
}

type Figures = {
  readonly running: ReadonlyMap<string, number>;
  readonly activity: ReadonlyMap<string, Activity>;
  readonly recent: RecentActivity;
};

function toTeamRow(
  { owner, deployments }: Owned<Judged>,
  { running, activity, recent }: Figures,
): TeamRow {
  const keys = deployments.map(({ instance, id }) => keyOf(instance, id));
  const acts = keys.flatMap(key => activity.get(key) ?? []);
  const finished = sum(acts.map(act => act.finished));
  return {
    owner,
    deployments: deployments.length,
    failing: deployments.filter(({ health }) => health === 'failing').length,
    late: deployments.filter(({ health }) => health === 'late').length,
    running: sum(keys.map(key => running.get(key) ?? 0)),
    successRate:
      finished > 0 ? sum(acts.map(act => act.completed)) / finished : null,
    latenessMs: recent.latenessOf(owner, acts),
  };
}

type RunningRow = Key & { readonly running: number | string };

/** Of all deployments: only those that may be viewed are looked up in it. */
async function runningOf({
  db,
}: Pick<RunsDeps, 'db'>): Promise<Map<string, number>> {
  const rows: RunningRow[] = await db('runs')
    .where('state_type', 'RUNNING')
    .whereNotNull('deployment_id')
    .groupBy('instance', 'deployment_id')
    .select('instance', { id: 'deployment_id', running: db.raw('count(*)') });
  return new Map(
    rows.map(row => [keyOf(row.instance, row.id), Number(row.running)]),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
