import type {
  ScheduleDetail,
  ScheduledDeployment,
  ScheduleOccurrence,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { DeploymentScope, Principal } from '../../access';
import { codeUrl } from '../read/codeUrl';
import { countRows } from '../read/countRows';
import { decodeCursor, encodeCursor } from '../read/cursor';
import type { DeploymentRow } from '../read/DeploymentRow';
import { instantAt } from '../read/instant';
import {
  whereDeploymentMatches,
  type DeploymentFilter,
} from '../read/listDeployments';
import { keyOf, NOBODYS, ownershipByDeployment } from '../read/ownership';
import { rightsOf } from '../read/toDeployments';
import { toState } from '../read/toState';
import { visibleDeployments } from '../read/visibleRuns';
import type { RunsDeps } from '../RunsDeps';
import { agendasOf, type Agenda } from './agendasOf';
import {
  readWindow,
  type AgendaWindow,
  type AskedWindow,
} from './AgendaWindow';
import { listedOf } from './listedOf';
import { originOf } from './originOf';
import { overlapOf } from './overlapOf';
import type { Occurrence } from './timelineOf';

/** Which deployments' schedules are asked for, and for when. */
export type ListSchedules = Omit<DeploymentFilter, 'health'> &
  AskedWindow & {
    readonly cursor?: string;
    readonly limit: number;
  };

/** A page of deployments with when they are due. */
export type ScheduledPage = {
  readonly now: string;
  readonly since: string;
  readonly until: string;
  readonly items: ScheduledDeployment[];
  readonly totalCount: number;
  readonly nextCursor: string | null;
};

type PageRow = DeploymentRow & { readonly sort_key: string };

/** Those of one team lie together; what belongs to nobody comes last. */
const SORT_KEY = `coalesce((
    select min(o.owner_ref) from deployment_owners o
    where o.instance = d.instance and o.deployment_id = d.id
  ), '~') || ' ' || d.title`;

/** Lists the deployments that match and may be viewed, and when they are due. */
export async function listSchedules(
  deps: RunsDeps,
  by: Principal,
  { cursor, limit, since, until, ...filter }: ListSchedules,
): Promise<ScheduledPage> {
  const { db } = deps;
  const window = readWindow({ since, until }, deps.clock());
  const scope = await deps.access.viewScope(by);
  const matching = () => scheduledDeployments(db, scope, { filter, window });
  const page = db
    .from(
      matching()
        .select('d.*', { sort_key: db.raw(SORT_KEY) })
        .as('scheduled'),
    )
    .select('*')
    .orderBy(['sort_key', 'id', 'instance'])
    .limit(limit + 1);
  if (cursor) {
    const last = decodeCursor(cursor);
    page.whereRaw('(sort_key, id, instance) > (?, ?, ?)', [
      last.key,
      last.id,
      last.instance,
    ]);
  }
  const [rows, totalCount]: [PageRow[], number] = await Promise.all([
    page,
    countRows(db, matching().select('d.id')),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return {
    now: instantAt(window.now),
    since: instantAt(window.since),
    until: instantAt(window.until),
    items: await toScheduled(deps, shown, { by, window }),
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

type Wanted = {
  readonly filter: Omit<DeploymentFilter, 'health'>;
  readonly window: AgendaWindow;
};

/** With a schedule, or with a run in the window that waits for its time. */
export function scheduledDeployments(
  db: Knex,
  scope: DeploymentScope,
  { filter, window }: Wanted,
): Knex.QueryBuilder {
  const query = visibleDeployments(db, scope).where(any => {
    any.whereExists(schedule =>
      schedule
        .select('s.id')
        .from('schedules as s')
        .whereRaw('s.instance = d.instance and s.deployment_id = d.id'),
    );
    any.orWhereExists(run =>
      run
        .select('r.id')
        .from('runs as r')
        .whereRaw('r.instance = d.instance and r.deployment_id = d.id')
        .where('r.sort_time', '>=', instantAt(window.since))
        .where('r.sort_time', '<=', instantAt(window.until))
        .where('r.state_type', 'SCHEDULED')
        .whereNull('r.start_time'),
    );
  });
  whereDeploymentMatches(query, db, filter);
  return query;
}

type View = { readonly by: Principal; readonly window: AgendaWindow };

async function toScheduled(
  deps: RunsDeps,
  rows: readonly DeploymentRow[],
  { by, window }: View,
): Promise<ScheduledDeployment[]> {
  const [agendas, ownerships, rights] = await Promise.all([
    agendasOf(deps, rows, window),
    ownershipByDeployment(deps, rows),
    rightsOf(deps, by, rows),
  ]);
  return rows.map((row, index) => {
    const ownership = ownerships.get(keyOf(row.instance, row.id)) ?? NOBODYS;
    return {
      instance: row.instance,
      environment: deps.instances.find(row.instance)?.environment ?? '',
      id: row.id,
      title: row.title,
      owners: [...ownership.owners],
      paused: Boolean(row.paused),
      workPool: row.work_pool,
      codeUrl: codeUrl({
        entrypoint: row.entrypoint,
        pullSteps: row.pull_steps,
        sourceLocation: ownership.sourceLocation,
      }),
      ...toAgenda(agendas[index], row, window),
      may: rights[index],
    };
  });
}

type AgendaPart = Pick<
  ScheduledDeployment,
  | 'usualDurationMs'
  | 'schedules'
  | 'occurrences'
  | 'hidden'
  | 'missed'
  | 'overlap'
>;

function toAgenda(
  { schedules, timeline, usualMs }: Agenda,
  row: DeploymentRow,
  { now, until }: AgendaWindow,
): AgendaPart {
  const { occurrences, isCut, outlooks } = timeline;
  const { hidden, occurrences: listed } = listedOf(
    occurrences,
    isCut ? until : undefined,
  );
  const overlap = overlapOf(occurrences, { now, usualMs });
  return {
    usualDurationMs: usualMs,
    schedules: schedules.map((schedule): ScheduleDetail => {
      const outlook = outlooks.get(schedule.id);
      return {
        id: schedule.id,
        active: schedule.active,
        ...schedule.timing,
        slug: schedule.slug,
        origin: originOf(schedule, row),
        problem: outlook?.problem ?? null,
        knownSince: instantOrNull(schedule.knownSince),
        next: instantOrNull(outlook?.next),
        count: outlook?.count ?? 0,
      };
    }),
    occurrences: listed.map(toOccurrence),
    hidden: hidden && {
      count: hidden.count,
      from: instantAt(hidden.from),
      until: instantAt(hidden.until),
    },
    missed: occurrences.filter(({ kind }) => kind === 'missed').length,
    overlap: overlap && {
      count: overlap.count,
      first: instantAt(overlap.first),
    },
  };
}

function toOccurrence({
  time,
  kind,
  scheduleId,
  run,
}: Occurrence): ScheduleOccurrence {
  return {
    time: instantAt(time),
    kind,
    scheduleId,
    run: run && { id: run.id, name: run.name, state: toState(run) },
  };
}

function instantOrNull(time: number | null | undefined): string | null {
  return time === null || time === undefined ? null : instantAt(time);
}
