import type { TeamRow } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { DeploymentScope } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import type { DeploymentFacts } from './deploymentFacts';
import { groupBy } from './groupBy';
import { instantAt } from './instant';
import { matchingDeployments, type DeploymentFilter } from './listDeployments';
import { keyOf } from './ownership';
import { STATS_DAYS } from './toDeployments';
import { NONE } from './whereBound';

const DAY_MS = 86_400_000;

type Judged = Key & Pick<DeploymentFacts, 'health'>;

/** What the runs of one deployment add to its team's row. */
type Activity = {
  readonly running: number;
  readonly finished: number;
  readonly completed: number;
  readonly lateness: readonly number[];
};

const QUIET: Activity = { running: 0, finished: 0, completed: 0, lateness: [] };

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
  const [owners, activity] = await Promise.all([
    ownersOf(deps, filter),
    activityOf(deps),
  ]);
  const byOwner = groupBy(
    deployments.flatMap(deployment =>
      (owners.get(keyOf(deployment.instance, deployment.id)) ?? [null])
        .filter(owner => isAskedFor(owner, filter.owner))
        .map(owner => ({ owner, deployment })),
    ),
    ({ owner }) => owner,
  );
  return [...byOwner]
    .map(([owner, pairs]) =>
      toTeamRow(
        owner,
        pairs.map(({ deployment }) => deployment),
        activity,
      ),
    )
    .toSorted(byNameNobodyLast);
}

/** Another team's half of a shared deployment is not what was asked. */
function isAskedFor(
  owner: string | null,
  asked: readonly string[] | undefined,
): boolean {
  return (
    !asked?.length ||
    asked.some(ref => ref.toLocaleLowerCase('en-US') === (owner ?? NONE))
  );
}

function toTeamRow(
  owner: string | null,
  deployments: readonly Judged[],
  activity: ReadonlyMap<string, Activity>,
): TeamRow {
  const acts = deployments.map(
    ({ instance, id }) => activity.get(keyOf(instance, id)) ?? QUIET,
  );
  const finished = sum(acts.map(act => act.finished));
  return {
    owner,
    deployments: deployments.length,
    failing: deployments.filter(({ health }) => health === 'failing').length,
    late: deployments.filter(({ health }) => health === 'late').length,
    running: sum(acts.map(act => act.running)),
    successRate:
      finished > 0 ? sum(acts.map(act => act.completed)) / finished : null,
    latenessMs: median(acts.flatMap(act => act.lateness)),
  };
}

async function ownersOf(
  { db }: RunsDeps,
  { instance }: DeploymentFilter,
): Promise<Map<string, string[]>> {
  const query = db('deployment_owners');
  if (instance?.length) query.whereIn('instance', instance);
  const rows: Array<{
    instance: string;
    deployment_id: string;
    owner_ref: string;
  }> = await query.select('instance', 'deployment_id', 'owner_ref');
  const groups = groupBy(rows, row => keyOf(row.instance, row.deployment_id));
  return new Map(
    [...groups].map(([key, own]) => [key, own.map(row => row.owner_ref)]),
  );
}

type CountRow = {
  instance: string;
  deployment_id: string;
  running: number | string;
  finished: number | string;
  completed: number | string;
};

type LatenessRow = {
  instance: string;
  deployment_id: string;
  lateness_ms: number | string;
};

/** Of all deployments: only those that may be viewed are looked up in it. */
async function activityOf({
  db,
  clock,
}: RunsDeps): Promise<Map<string, Activity>> {
  const since = instantAt(clock() - STATS_DAYS * DAY_MS);
  const [counts, lateness]: [CountRow[], LatenessRow[]] = await Promise.all([
    db('runs')
      .whereNotNull('deployment_id')
      .where(recent =>
        recent.where('sort_time', '>=', since).orWhere('state_type', 'RUNNING'),
      )
      .groupBy('instance', 'deployment_id')
      .select(
        'instance',
        'deployment_id',
        db.raw(countOf(`state_type = 'RUNNING'`, 'running')),
        db.raw(
          countOf(
            `state_type in ('COMPLETED', 'FAILED', 'CRASHED')`,
            'finished',
          ),
        ),
        db.raw(countOf(`state_type = 'COMPLETED'`, 'completed')),
      ),
    db('runs')
      .whereNotNull('deployment_id')
      .whereNotNull('lateness_ms')
      .where('sort_time', '>=', since)
      .select('instance', 'deployment_id', 'lateness_ms'),
  ]);
  const late = groupBy(lateness, row => keyOf(row.instance, row.deployment_id));
  return new Map(
    counts.map(row => {
      const key = keyOf(row.instance, row.deployment_id);
      return [
        key,
        {
          running: Number(row.running),
          finished: Number(row.finished),
          completed: Number(row.completed),
          lateness: (late.get(key) ?? []).map(one => Number(one.lateness_ms)),
        },
      ];
    }),
  );
}

function countOf(condition: string, name: string): string {
  return `sum(case when ${condition} then 1 else 0 end) as ${name}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return Math.round(
    (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
  );
}

function byNameNobodyLast(a: TeamRow, b: TeamRow): number {
  if (a.owner === null) return 1;
  if (b.owner === null) return -1;
  return a.owner.localeCompare(b.owner);
}
