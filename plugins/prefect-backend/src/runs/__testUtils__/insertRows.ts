import type { Knex } from 'knex';
import { insertRun } from '../../__testUtils__/insertRun';
import { minutes, uuid } from './TestWorld';

const TEAM = 'group:default/team-orders';

/** A deployment as a test tells of it. */
export type GivenDeployment = {
  readonly instance?: string;
  readonly id: string;
  /** flow/deployment */
  readonly title: string;
  readonly owner?: string | null;
  readonly entity?: string;
  readonly tags?: readonly string[];
  readonly sensitivity?: 'normal' | 'restricted';
  readonly columns?: Record<string, unknown>;
};

/** Puts a deployment into the tables, bound to a component of team-orders unless told otherwise. */
export async function givenDeployment(
  db: Knex,
  {
    instance = 'production',
    id,
    title,
    owner = TEAM,
    entity = 'component:default/orders',
    tags = [],
    sensitivity = 'normal',
    columns = {},
  }: GivenDeployment,
): Promise<void> {
  const key = { instance, deployment_id: id };
  const [flowName, name] = title.split('/');
  await db('deployments').insert({
    instance,
    id,
    flow_id: uuid(900),
    flow_name: flowName,
    name,
    title,
    paused: false,
    parameters: '{}',
    enforce_parameter_schema: true,
    tags: JSON.stringify(tags),
    labels: '{}',
    ...columns,
  });
  await db('bound_deployments').insert(key);
  for (const tag of tags) await db('deployment_tags').insert({ ...key, tag });
  if (owner) {
    await db('deployment_bindings').insert({
      ...key,
      entity_ref: entity,
      entity_title: 'Orders',
      source: 'annotation',
      trusted: true,
    });
    await db('deployment_owners').insert({ ...key, owner_ref: owner });
  }
  if (sensitivity === 'restricted') {
    await db('deployment_sensitivity').insert({ ...key, sensitivity });
  }
}

/** A run as a test tells of it; times in minutes from now. */
export type GivenRun = {
  readonly id: string;
  readonly deployment?: string | null;
  readonly state?: string;
  readonly start?: number;
  readonly seconds?: number;
  readonly tags?: readonly string[];
  readonly columns?: Record<string, unknown>;
};

/** Puts a run into the tables: started at `start`, or due then while it is SCHEDULED. */
export async function givenRun(
  db: Knex,
  {
    id,
    deployment = null,
    state = 'COMPLETED',
    start = -60,
    seconds = 6,
    tags = [],
    columns = {},
  }: GivenRun,
): Promise<void> {
  const began = minutes(start);
  const hasBegun = state !== 'SCHEDULED' && state !== 'PENDING';
  const ended = ['COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED'].includes(state)
    ? minutes(start + seconds / 60)
    : null;
  await insertRun(db, {
    instance: 'production',
    id,
    name: `run-${Number(id.slice(-12))}`,
    flow_id: uuid(900),
    flow_name: 'orders-etl',
    deployment_id: deployment,
    governing_deployment_id: deployment,
    parent_task_run_id: null,
    lineage_known: true,
    state_type: state,
    state_name: `${state[0]}${state.slice(1).toLowerCase()}`,
    state_timestamp: ended ?? began,
    state_details: '{}',
    expected_start: began,
    next_scheduled_start: state === 'SCHEDULED' ? began : null,
    start_time: hasBegun ? began : null,
    end_time: ended,
    run_time_ms: hasBegun ? seconds * 1000 : 0,
    lateness_ms: hasBegun ? 0 : null,
    run_count: hasBegun ? 1 : 0,
    auto_scheduled: false,
    tags: JSON.stringify(tags),
    labels: '{}',
    parameters: '{}',
    sort_time: began,
    ...columns,
  });
  for (const tag of tags) {
    await db('run_tags').insert({ instance: 'production', run_id: id, tag });
  }
}
