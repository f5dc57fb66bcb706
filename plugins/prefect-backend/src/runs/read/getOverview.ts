import type {
  AttentionItem,
  Overview,
  Run,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { DeploymentScope, Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { cause } from './cause';
import { countRows } from './countRows';
import { type DeploymentFacts, whereWaitsForInput } from './deploymentFacts';
import { instantAt } from './instant';
import { DUE, whereFuture, whereLate } from './late';
import { matchingDeployments } from './listDeployments';
import { keyOf } from './ownership';
import { applyRunFilter } from './RunFilter';
import { selectRunRows, type RunRow } from './RunRow';
import type { RecentActivity } from './RecentActivity';
import { streaks } from './streaks';
import { teamRows, type Judged } from './teamRows';
import { toRuns } from './toRuns';
import { visibleRuns } from './visibleRuns';
import { inputKeys, pausedUntil, waiting } from './waiting';
import { findPools } from './workPools';

/** Whose overview, and of which instances. */
export type GetOverview = {
  readonly owner?: readonly string[];
  readonly instance?: readonly string[];
};

const MOST = 50;
const NEXT = 10;
const SOON_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
/** A deployment whose last run failed longer ago than this has been given up, or is fixed elsewhere. */
const FAILING_DAYS = 30;

export type OverviewDeps = RunsDeps & { readonly activity: RecentActivity };

/** What needs somebody, what runs, what is next, by team. */
export async function getOverview(
  { activity, ...deps }: OverviewDeps,
  by: Principal,
  filter: GetOverview,
): Promise<Overview> {
  const scope = await deps.access.viewScope(by);
  const looking = { deps, scope, filter, nowMs: deps.clock() };
  const deployments = await judgedDeployments(looking);
  const [candidates, running, next, upcoming, teams] = await Promise.all([
    needingSomebody(looking, deployments),
    runningRows(looking),
    nextRows(looking),
    countRows(deps.db, dueSoon(looking).select('r.id')),
    teamRows({ deps, activity, deployments, filter }),
  ]);
  const rows = candidates.map(({ row }) => row);
  const [runs, pools] = await Promise.all([
    toRuns(deps, scope, [...rows, ...running, ...next]),
    findPools(deps.db, rows),
  ]);
  const firstNext = rows.length + running.length;
  return {
    attention: candidates.map((candidate, index) =>
      toAttentionItem(candidate, runs[index], { pools, nowMs: looking.nowMs }),
    ),
    running: runs.slice(rows.length, firstNext),
    upcoming: { count: upcoming, items: runs.slice(firstNext) },
    teams,
  };
}

type Health = Judged &
  Pick<DeploymentFacts, 'last_finished_id' | 'last_finished_at'>;

/** All that may be viewed and are asked for. */
function judgedDeployments({
  deps,
  scope,
  filter,
}: Looking): Promise<readonly Health[]> {
  return deps.db
    .from(matchingDeployments(deps, scope, filter).as('matching'))
    .select(
      ...['instance', 'id', 'health', 'activity_mark'],
      ...['last_finished_id', 'last_finished_at'],
    );
}

type Looking = {
  readonly deps: RunsDeps;
  readonly scope: DeploymentScope;
  readonly filter: GetOverview;
  readonly nowMs: number;
};

/** Top-level runs and sub-flows: a sub-flow that waits for input needs somebody too. */
function matchingRuns({
  deps: { db },
  scope,
  filter,
  nowMs,
}: Looking): Knex.QueryBuilder {
  return applyRunFilter(
    visibleRuns(db, scope),
    { ...filter, future: true, subflows: true },
    { db, nowMs },
  );
}

function runningRows(looking: Looking): Promise<RunRow[]> {
  return selectRunRows(
    matchingRuns(looking)
      .whereIn('r.state_type', ['RUNNING', 'PENDING', 'CANCELLING'])
      .whereNull('r.parent_task_run_id')
      .orderBy([
        { column: 'r.sort_time', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(MOST),
  );
}

function nextRows(looking: Looking): Promise<RunRow[]> {
  return selectRunRows(dueSoon(looking).orderByRaw(`${DUE}, r.id`).limit(NEXT));
}

function dueSoon(looking: Looking): Knex.QueryBuilder {
  const query = matchingRuns(looking);
  whereFuture(query, looking.nowMs);
  return query.whereRaw(`${DUE} <= ?`, [instantAt(looking.nowMs + SOON_MS)]);
}

type Candidate = {
  readonly kind: AttentionItem['kind'];
  readonly row: RunRow;
  readonly since: string;
  readonly failures: number;
};

/** Most urgent first: what fails if nobody answers, what fails again and again, what is late. */
async function needingSomebody(
  looking: Looking,
  deployments: readonly Health[],
): Promise<Candidate[]> {
  const candidates = await Promise.all([
    waitingForInput(looking),
    failingDeployments(looking, deployments),
    lateRuns(looking),
  ]);
  return candidates.flat().slice(0, MOST);
}

function toAttentionItem(
  { kind, row, since, failures }: Candidate,
  run: Run,
  {
    pools,
    nowMs,
  }: {
    readonly pools: Awaited<ReturnType<typeof findPools>>;
    readonly nowMs: number;
  },
): AttentionItem {
  const pool = pools.get(keyOf(row.instance, row.work_pool ?? ''));
  return {
    kind,
    run,
    deployment: run.deployment,
    since,
    failures,
    until: kind === 'waiting' ? pausedUntil(row.state_details) : null,
    cause: kind === 'failing' ? cause(row) : waiting(row, pool, nowMs),
    owners: run.owners,
  };
}

async function waitingForInput(looking: Looking): Promise<Candidate[]> {
  const rows = await selectRunRows(
    whereWaitsForInput(matchingRuns(looking))
      .orderBy('r.state_timestamp')
      .limit(MOST),
  );
  return rows
    .filter(row => inputKeys(row.state_details))
    .map(row => ({
      kind: 'waiting' as const,
      row,
      since: row.state_timestamp,
      failures: 0,
    }));
}

async function lateRuns(looking: Looking): Promise<Candidate[]> {
  const query = matchingRuns(looking);
  whereLate(query, looking.nowMs);
  const rows = await selectRunRows(
    query.orderByRaw(`${DUE}, r.id`).limit(MOST),
  );
  return rows.map(row => ({
    kind: 'late' as const,
    row,
    since: row.next_scheduled_start ?? row.expected_start ?? row.sort_time,
    failures: 0,
  }));
}

/** The last finished run of each deployment that is failing, the longest streak first. */
async function failingDeployments(
  { deps, scope, nowMs }: Looking,
  deployments: readonly Health[],
): Promise<Candidate[]> {
  const failing = failingOf(deployments, nowMs);
  if (failing.length === 0) return [];
  const rows = await selectRunRows(
    visibleRuns(deps.db, scope)
      .whereIn(
        ['r.instance', 'r.id'],
        failing.map(each => [each.instance, each.last_finished_id ?? '']),
      )
      .orderBy('r.sort_time', 'desc'),
  );
  const inARow = await streaks(
    deps.db,
    rows.flatMap(({ instance, deployment_id: id }) =>
      id ? [{ instance, id }] : [],
    ),
  );
  return rows
    .map(row => {
      const streak = inARow.get(keyOf(row.instance, row.deployment_id ?? ''));
      return {
        kind: 'failing' as const,
        row,
        since: streak?.since ?? row.state_timestamp,
        failures: streak?.failures ?? 1,
      };
    })
    .toSorted((a, b) => b.failures - a.failures);
}

/** Those whose last run failed not too long ago, the newest first. */
function failingOf(
  deployments: readonly Health[],
  nowMs: number,
): readonly Health[] {
  const since = instantAt(nowMs - FAILING_DAYS * DAY_MS);
  const at = (each: Health) => each.last_finished_at ?? '';
  return deployments
    .filter(each => each.health === 'failing' && at(each) >= since)
    .toSorted((a, b) => (at(a) < at(b) ? 1 : -1))
    .slice(0, MOST);
}
