import type {
  PrefectDeployment,
  PrefectFlow,
  PrefectFlowRun,
  PrefectWorker,
  PrefectWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../instances';
import { toInstant, toInstantOrNull } from './instant';
import type { Instant } from './Mirror';

const EPOCH = toInstant('1970-01-01T00:00:00Z');

/** Where a run stands in the tree of runs, once it is traced. */
export type Lineage = {
  readonly parentRunId: string | null;
  readonly governingDeploymentId: string | null;
};

export type FlowRow = {
  instance: InstanceId;
  id: string;
  name: string;
  tags: string;
  created: Instant | null;
  updated: Instant | null;
};

/** A row of `deployments`; see the migration for the columns. */
export type DeploymentRow = ReturnType<typeof deploymentRow>;
/** A row of `schedules`. */
export type ScheduleRow = ReturnType<typeof scheduleRows>[number];
/** A row of `work_pools`. */
export type WorkPoolRow = ReturnType<typeof workPoolRow>;
/** A row of `runs`. */
export type RunRow = ReturnType<typeof runRow>;

export function flowRow(instance: InstanceId, flow: PrefectFlow): FlowRow {
  return {
    instance,
    id: flow.id!,
    name: flow.name,
    tags: JSON.stringify(flow.tags ?? []),
    created: toInstantOrNull(flow.created),
    updated: toInstantOrNull(flow.updated),
  };
}

export function deploymentRow(
  instance: InstanceId,
  deployment: PrefectDeployment,
  flowName: string,
) {
  return {
    instance,
    id: deployment.id,
    flow_id: deployment.flow_id,
    flow_name: flowName,
    name: deployment.name,
    title: `${flowName}/${deployment.name}`,
    description: deployment.description ?? null,
    paused: deployment.paused ?? false,
    status: deployment.status ?? null,
    work_pool: deployment.work_pool_name ?? null,
    work_queue: deployment.work_queue_name ?? null,
    version: deployment.version ?? null,
    entrypoint: deployment.entrypoint ?? null,
    path: deployment.path ?? null,
    pull_steps: jsonOrNull(deployment.pull_steps),
    parameters: JSON.stringify(deployment.parameters ?? {}),
    parameter_schema: jsonOrNull(deployment.parameter_openapi_schema),
    enforce_parameter_schema: deployment.enforce_parameter_schema ?? true,
    tags: JSON.stringify(deployment.tags ?? []),
    labels: JSON.stringify(deployment.labels ?? {}),
    created: toInstantOrNull(deployment.created),
    updated: toInstantOrNull(deployment.updated),
  };
}

export function scheduleRows(
  instance: InstanceId,
  deployment: PrefectDeployment,
) {
  return (deployment.schedules ?? []).map(
    ({ id, active, schedule, slug, created, updated }) => ({
      instance,
      id: id!,
      deployment_id: deployment.id,
      active: active ?? true,
      ...timing(schedule),
      timezone: schedule.timezone ?? null,
      slug: slug ?? null,
      created: toInstantOrNull(created),
      updated: toInstantOrNull(updated),
    }),
  );
}

/** Prefect tells its three kinds of schedule apart by their fields (3.8.8). */
function timing(schedule: object) {
  const none = { anchor: null, day_or: null };
  if ('cron' in schedule) {
    const { cron, day_or = true } = schedule as {
      cron: string;
      day_or?: boolean;
    };
    return { ...none, kind: 'cron', expression: cron, day_or };
  }
  if ('rrule' in schedule) {
    return { ...none, kind: 'rrule', expression: String(schedule.rrule) };
  }
  const { interval, anchor_date } = schedule as {
    interval: number;
    anchor_date?: string;
  };
  return {
    ...none,
    kind: 'interval',
    expression: String(Math.round(interval * 1000)),
    anchor: anchor_date ?? null,
  };
}

export function workPoolRow(
  instance: InstanceId,
  pool: PrefectWorkPool,
  workers: readonly PrefectWorker[],
) {
  return {
    instance,
    id: pool.id,
    name: pool.name,
    type: pool.type,
    paused: pool.is_paused ?? false,
    status: pool.status ?? null,
    concurrency_limit: pool.concurrency_limit ?? null,
    workers_online: workers.filter(worker => worker.status === 'ONLINE').length,
    updated: toInstantOrNull(pool.updated),
  };
}

export function runRow(
  instance: InstanceId,
  run: PrefectFlowRun,
  known: { flowName: string; lineage: Lineage | undefined },
) {
  const created = toInstantOrNull(run.created);
  const expected = toInstantOrNull(run.expected_start_time);
  const start = toInstantOrNull(run.start_time);
  return {
    instance,
    id: run.id,
    name: run.name ?? '',
    flow_id: run.flow_id,
    flow_name: known.flowName,
    deployment_id: run.deployment_id ?? null,
    governing_deployment_id: known.lineage?.governingDeploymentId ?? null,
    parent_task_run_id: run.parent_task_run_id ?? null,
    parent_run_id: known.lineage?.parentRunId ?? null,
    lineage_known: known.lineage !== undefined,
    ...stateColumns(run, created),
    expected_start: expected,
    next_scheduled_start: toInstantOrNull(run.next_scheduled_start_time),
    start_time: start,
    end_time: toInstantOrNull(run.end_time),
    run_time_ms: Math.round((run.total_run_time ?? 0) * 1000),
    lateness_ms: latenessMs(start, expected),
    run_count: run.run_count ?? 0,
    auto_scheduled: run.auto_scheduled ?? false,
    tags: JSON.stringify(run.tags ?? []),
    labels: JSON.stringify(run.labels ?? {}),
    parameters: JSON.stringify(run.parameters ?? {}),
    created_by: jsonOrNull(run.created_by),
    work_pool: run.work_pool_name ?? null,
    work_queue: run.work_queue_name ?? null,
    deployment_version: run.deployment_version ?? null,
    infrastructure_pid: run.infrastructure_pid ?? null,
    idempotency_key: run.idempotency_key ?? null,
    created,
    updated: toInstantOrNull(run.updated),
    sort_time: start ?? expected ?? created ?? EPOCH,
  };
}

/** A run that was created without a state is not scheduled for any time: PENDING. */
function stateColumns(run: PrefectFlowRun, created: Instant | null) {
  const { state } = run;
  return {
    state_id: state?.id ?? null,
    state_type: state?.type ?? run.state_type ?? 'PENDING',
    state_name: state?.name ?? run.state_name ?? 'Pending',
    state_timestamp: toInstantOrNull(state?.timestamp) ?? created ?? EPOCH,
    state_message: state?.message ?? null,
    state_details: JSON.stringify(state?.state_details ?? {}),
  };
}

function latenessMs(start: Instant | null, expected: Instant | null) {
  if (!start || !expected) return null;
  return Math.max(0, Date.parse(start) - Date.parse(expected));
}

function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
