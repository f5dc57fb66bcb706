import type { TeamRow } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope } from '../../access';
import { Sketch, type Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import type { DeploymentFacts } from './deploymentFacts';
import { groupBy } from './groupBy';
import { matchingDeployments, type DeploymentFilter } from './listDeployments';
import { ownedDeployments, type Owned } from './ownedDeployments';
import { keyOf } from './ownership';
import { readDays } from './readDays';
import { STATS_DAYS } from './toDeployments';

const DAY_MS = 86_400_000;

type Judged = Key & Pick<DeploymentFacts, 'health'>;

/** What the runs of one deployment add to its team's row. */
type Activity = {
  readonly finished: number;
  readonly completed: number;
  /** Pairs for a sketch, as JSON. */
  readonly lateness: readonly string[];
};

const QUIET: Activity = { finished: 0, completed: 0, lateness: [] };

/**
 * A row per owner of deployments that may be viewed, those that belong to nobody last. A
 * deployment with two owners counts for both.
 */
export async function teamRows(
  deps: RunsDeps,
  scope: DeploymentScope,
  filter: DeploymentFilter,
): Promise<TeamRow[]> {
  const deployments: Judged[] = await deps.db
    .from(matchingDeployments(deps, scope, filter).as('matching'))
    .select('instance', 'id', 'health');
  const [owned, running, activity] = await Promise.all([
    ownedDeployments(deps.db, deployments, filter),
    runningOf(deps),
    activityOf(deps, deployments),
  ]);
  return owned.map(each => toTeamRow(each, { running, activity }));
}

type Figures = {
  readonly running: ReadonlyMap<string, number>;
  readonly activity: ReadonlyMap<string, Activity>;
};

function toTeamRow(
  { owner, deployments }: Owned<Judged>,
  { running, activity }: Figures,
): TeamRow {
  const keys = deployments.map(({ instance, id }) => keyOf(instance, id));
  const acts = keys.map(key => activity.get(key) ?? QUIET);
  const finished = sum(acts.map(act => act.finished));
  const lateness = new Sketch();
  for (const text of acts.flatMap(act => act.lateness))
    lateness.mergeText(text);
  return {
    owner,
    deployments: deployments.length,
    failing: deployments.filter(({ health }) => health === 'failing').length,
    late: deployments.filter(({ health }) => health === 'late').length,
    running: sum(keys.map(key => running.get(key) ?? 0)),
    successRate:
      finished > 0 ? sum(acts.map(act => act.completed)) / finished : null,
    latenessMs: lateness.median(),
  };
}

type RunningRow = Key & { readonly running: number | string };

/** Of all deployments: only those that may be viewed are looked up in it. */
async function runningOf({ db }: RunsDeps): Promise<Map<string, number>> {
  const rows: RunningRow[] = await db('runs')
    .where('state_type', 'RUNNING')
    .whereNotNull('deployment_id')
    .groupBy('instance', 'deployment_id')
    .select('instance', { id: 'deployment_id', running: db.raw('count(*)') });
  return new Map(
    rows.map(row => [keyOf(row.instance, row.id), Number(row.running)]),
  );
}

/** Of the last days, by whole hours. */
async function activityOf(
  { db, clock }: RunsDeps,
  deployments: readonly Key[],
): Promise<Map<string, Activity>> {
  const sinceMs = clock() - STATS_DAYS * DAY_MS;
  const days = await readDays(db, deployments, { sinceMs, sketch: 'lateness' });
  const byDeployment = groupBy(days, day =>
    keyOf(day.instance, day.deployment_id),
  );
  return new Map(
    [...byDeployment].map(([key, own]) => {
      const completed = sum(own.map(day => day.completed));
      return [
        key,
        {
          completed,
          finished: completed + sum(own.map(day => day.failed + day.crashed)),
          lateness: own.map(day => day.sketch),
        },
      ];
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
