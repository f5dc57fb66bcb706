import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';

/** What a list shows of a run; `r` is the run, `d` its own deployment. */
export type RunRow = {
  readonly instance: InstanceId;
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly deployment_id: string | null;
  readonly deployment_title: string | null;
  readonly governing_deployment_id: string | null;
  readonly parent_task_run_id: string | null;
  readonly parent_run_id: string | null;
  readonly state_type: StateType;
  readonly state_name: string;
  readonly state_timestamp: string;
  readonly state_message: string | null;
  readonly state_details: string;
  readonly expected_start: string | null;
  readonly next_scheduled_start: string | null;
  readonly start_time: string | null;
  readonly end_time: string | null;
  /** Postgres answers a text for a bigint. */
  readonly run_time_ms: number | string;
  readonly lateness_ms: number | string | null;
  readonly run_count: number;
  readonly auto_scheduled: boolean | number;
  readonly tags: string;
  readonly labels: string;
  readonly created_by: string | null;
  readonly work_pool: string | null;
  readonly sort_time: string;
};

/** What one run's page shows in addition. */
export type RunDetailRow = RunRow & {
  readonly parameters: string;
  readonly parameter_schema: string | null;
  readonly work_queue: string | null;
  readonly deployment_version: string | null;
  readonly infrastructure_pid: string | null;
  readonly entrypoint: string | null;
  readonly pull_steps: string | null;
};

const RUN_COLUMNS = [
  'instance',
  'id',
  'name',
  'flow_id',
  'flow_name',
  'deployment_id',
  'governing_deployment_id',
  'parent_task_run_id',
  'parent_run_id',
  'state_type',
  'state_name',
  'state_timestamp',
  'state_message',
  'state_details',
  'expected_start',
  'next_scheduled_start',
  'start_time',
  'end_time',
  'run_time_ms',
  'lateness_ms',
  'run_count',
  'auto_scheduled',
  'tags',
  'labels',
  'created_by',
  'work_pool',
  'sort_time',
].map(column => `r.${column}`);

const DETAIL_COLUMNS = [
  'r.parameters',
  'd.parameter_schema',
  'r.work_queue',
  'r.deployment_version',
  'r.infrastructure_pid',
  'd.entrypoint',
  'd.pull_steps',
];

/** Completes a query of `visibleRuns` to rows for lists. */
export function selectRunRows(query: Knex.QueryBuilder): Promise<RunRow[]> {
  return query.select([...RUN_COLUMNS, 'd.title as deployment_title']);
}

/** Completes a query of `visibleRuns` to rows for a run's page. */
export function selectRunDetailRows(
  query: Knex.QueryBuilder,
): Promise<RunDetailRow[]> {
  return query.select([
    ...RUN_COLUMNS,
    ...DETAIL_COLUMNS,
    'd.title as deployment_title',
  ]);
}
