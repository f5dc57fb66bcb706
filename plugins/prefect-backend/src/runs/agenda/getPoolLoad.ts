import type { PoolLoad } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { DeploymentScope, Principal } from '../../access';
import type { Key } from '../../mirror';
import type { DeploymentRow } from '../read/DeploymentRow';
import { groupBy } from '../read/groupBy';
import { instantAt } from '../read/instant';
import type { DeploymentFilter } from '../read/listDeployments';
import { keyOf } from '../read/ownership';
import { visibleRuns } from '../read/visibleRuns';
import type { RunsDeps } from '../RunsDeps';
import { agendasOf, type Agenda } from './agendasOf';
import {
  readWindow,
  type AgendaWindow,
  type AskedWindow,
} from './AgendaWindow';
import { scheduledDeployments } from './listSchedules';
import { loadOf, type Span } from './loadOf';

/** Of which deployments' pools, and when. */
export type GetPoolLoad = Omit<DeploymentFilter, 'health'> &
  AskedWindow & {
    readonly buckets: number;
  };

/** The load of work pools over a window. */
export type PoolLoads = {
  readonly now: string;
  readonly since: string;
  readonly until: string;
  readonly items: PoolLoad[];
};

/** Deployments whose runs are added up; beyond, a load would be too low to be told. */
const MOST_DEPLOYMENTS = 5_000;
/** Ended runs that began earlier are not looked for; those that still run are. */
const LONGEST_RUN_MS = 6 * 3_600_000;

type PoolRow = Key & {
  readonly name: string;
  readonly paused: boolean | number;
  readonly concurrency_limit: number | null;
  readonly workers_online: number;
};

/** How many runs the pools of the matching deployments have at once, and will have. */
export async function getPoolLoad(
  deps: RunsDeps,
  by: Principal,
  { since, until, buckets, ...filter }: GetPoolLoad,
): Promise<PoolLoads> {
  const { db } = deps;
  const window = readWindow({ since, until }, deps.clock());
  const scope = await deps.access.viewScope(by);
  const pools = await poolsOf(db, scope, { filter, window });
  const rows = await deploymentsIn(db, scope, { pools, window });
  const ahead = { ...window, since: Math.max(window.since, window.now) };
  const [agendas, actual] = await Promise.all([
    agendasOf(deps, rows, ahead),
    actualRuns(db, scope, { pools, window }),
  ]);
  const members = groupBy(
    rows.map((row, index) => ({ row, agenda: agendas[index] })),
    ({ row }) => keyOf(row.instance, row.work_pool ?? ''),
  );
  return {
    now: instantAt(window.now),
    since: instantAt(window.since),
    until: instantAt(window.until),
    items: pools.map(pool => {
      const key = keyOf(pool.instance, pool.name);
      return toPoolLoad(deps, pool, {
        members: members.get(key) ?? [],
        actual: actual.get(key) ?? [],
        window,
        buckets,
      });
    }),
  };
}

type Asked = {
  readonly filter: Omit<DeploymentFilter, 'health'>;
  readonly window: AgendaWindow;
};

function poolsOf(
  db: Knex,
  scope: DeploymentScope,
  asked: Asked,
): Promise<PoolRow[]> {
  const wanted = scheduledDeployments(db, scope, asked)
    .whereNotNull('d.work_pool')
    .distinct('d.instance', 'd.work_pool');
  return db('work_pools as p')
    .join(wanted.as('w'), on =>
      on.on('w.instance', 'p.instance').on('w.work_pool', 'p.name'),
    )
    .orderBy(['p.instance', 'p.name'])
    .select('p.*');
}

type InPools = {
  readonly pools: readonly PoolRow[];
  readonly window: AgendaWindow;
};

function deploymentsIn(
  db: Knex,
  scope: DeploymentScope,
  { pools, window }: InPools,
): Promise<DeploymentRow[]> {
  const names = pools.map(({ name }) => name);
  return scheduledDeployments(db, scope, { filter: {}, window })
    .whereIn('d.work_pool', names)
    .orderBy('d.id')
    .limit(MOST_DEPLOYMENTS)
    .select('d.*');
}

type ActualRow = {
  readonly instance: string;
  readonly deployment_id: string | null;
  readonly work_pool: string;
  readonly state_type: string;
  readonly start_time: string;
  readonly end_time: string | null;
};

/** Runs that ran in the window or run now, by pool. */
async function actualRuns(
  db: Knex,
  scope: DeploymentScope,
  { pools, window }: InPools,
): Promise<Map<string, ActualRow[]>> {
  const [since, now] = [instantAt(window.since), instantAt(window.now)];
  const rows: ActualRow[] = await visibleRuns(db, scope)
    .whereIn(
      'r.work_pool',
      pools.map(({ name }) => name),
    )
    .whereNotNull('r.start_time')
    .where(any =>
      any.whereIn('r.state_type', ['RUNNING', 'CANCELLING']).orWhere(ended =>
        ended
          .where('r.sort_time', '>=', instantAt(window.since - LONGEST_RUN_MS))
          .where('r.sort_time', '<=', now)
          .where('r.end_time', '>=', since),
      ),
    )
    .select(
      'r.instance',
      'r.deployment_id',
      'r.work_pool',
      'r.state_type',
      'r.start_time',
      'r.end_time',
    );
  return groupBy(rows, row => keyOf(row.instance, row.work_pool));
}

type Member = { readonly row: DeploymentRow; readonly agenda: Agenda };

type Parts = {
  readonly members: readonly Member[];
  readonly actual: readonly ActualRow[];
  readonly window: AgendaWindow;
  readonly buckets: number;
};

function toPoolLoad(
  { instances }: RunsDeps,
  pool: PoolRow,
  { members, actual, window, buckets }: Parts,
): PoolLoad {
  const { since, now, until } = window;
  const usual = new Map(
    members.map(({ row, agenda }) => [row.id, agenda.usualMs] as const),
  );
  const spans = [
    ...actual.map(run => actualSpan(run, usual, now)),
    ...members.flatMap(member => expectedSpans(member, now)),
  ];
  const width = (until - since) / buckets;
  const load = loadOf(spans, { since, until, count: buckets });
  return {
    instance: pool.instance,
    environment: instances.find(pool.instance)?.environment ?? '',
    name: pool.name,
    paused: Boolean(pool.paused),
    workersOnline: pool.workers_online,
    concurrencyLimit: pool.concurrency_limit,
    deployments: members.length,
    unknownLength: members.filter(({ agenda }) => agenda.usualMs === null)
      .length,
    most: loadOf(spans, {
      since: now,
      until: Math.max(until, now + 1),
      count: 1,
    })[0],
    buckets: load.map((runs, index) => ({
      start: instantAt(since + index * width),
      end: instantAt(since + (index + 1) * width),
      runs,
    })),
  };
}

/** What runs longer than usual may end any moment. */
function actualSpan(
  run: ActualRow,
  usual: ReadonlyMap<string, number | null>,
  now: number,
): Span {
  const start = Date.parse(run.start_time);
  if (run.end_time) {
    return { start, end: Math.max(start + 1, Date.parse(run.end_time)) };
  }
  const length = usual.get(run.deployment_id ?? '') ?? 0;
  return { start, end: Math.max(start + length, now + 1) };
}

function expectedSpans({ agenda }: Member, now: number): Span[] {
  const { timeline, usualMs } = agenda;
  if (usualMs === null) return [];
  return timeline.occurrences.flatMap(({ time, run }) =>
    time >= now && !run?.hasStarted
      ? [{ start: time, end: time + Math.max(1, usualMs) }]
      : [],
  );
}
