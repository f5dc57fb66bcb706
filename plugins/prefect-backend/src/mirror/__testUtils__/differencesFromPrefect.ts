import type { Knex } from 'knex';
import { toInstantOrNull as time } from '../instant';
import type { PrefectDriver } from './PrefectDriver';

/** A column and what must be in it, by what Prefect says of the thing. */
type Field = readonly [column: string, expected: (told: any) => unknown];

const RUN: readonly Field[] = [
  ['name', run => run.name],
  ['flow_id', run => run.flow_id],
  ['deployment_id', run => run.deployment_id],
  ['governing_deployment_id', run => run.deployment_id],
  ['parent_task_run_id', run => run.parent_task_run_id],
  ['state_id', run => run.state?.id],
  ['state_type', run => run.state?.type ?? 'PENDING'],
  ['state_name', run => run.state?.name ?? 'Pending'],
  ['state_message', run => run.state?.message],
  ['state_timestamp', run => time(run.state?.timestamp ?? run.created)],
  ['state_details', run => JSON.stringify(run.state?.state_details ?? {})],
  ['expected_start', run => time(run.expected_start_time)],
  ['next_scheduled_start', run => time(run.next_scheduled_start_time)],
  ['start_time', run => time(run.start_time)],
  ['end_time', run => time(run.end_time)],
  ['run_time_ms', run => Math.round(run.total_run_time * 1000)],
  ['run_count', run => run.run_count],
  ['auto_scheduled', run => run.auto_scheduled],
  ['tags', run => JSON.stringify(run.tags)],
  ['labels', run => JSON.stringify(run.labels)],
  ['parameters', run => JSON.stringify(run.parameters)],
  ['created_by', run => run.created_by && JSON.stringify(run.created_by)],
  ['work_pool', run => run.work_pool_name],
  ['work_queue', run => run.work_queue_name],
  ['deployment_version', run => run.deployment_version],
  ['infrastructure_pid', run => run.infrastructure_pid],
  ['idempotency_key', run => run.idempotency_key],
  ['created', run => time(run.created)],
  ['updated', run => time(run.updated)],
];

const DEPLOYMENT: readonly Field[] = [
  ['flow_id', told => told.flow_id],
  ['name', told => told.name],
  ['description', told => told.description],
  ['paused', told => told.paused],
  ['status', told => told.status],
  ['work_pool', told => told.work_pool_name],
  ['work_queue', told => told.work_queue_name],
  ['version', told => told.version],
  ['entrypoint', told => told.entrypoint],
  ['path', told => told.path],
  ['parameters', told => JSON.stringify(told.parameters)],
  ['tags', told => JSON.stringify(told.tags)],
  ['labels', told => JSON.stringify(told.labels)],
  ['created', told => time(told.created)],
  ['updated', told => time(told.updated)],
];

const FLOW: readonly Field[] = [
  ['name', flow => flow.name],
  ['tags', flow => JSON.stringify(flow.tags)],
  ['created', flow => time(flow.created)],
  ['updated', flow => time(flow.updated)],
];

const SCHEDULE: readonly Field[] = [
  ['deployment_id', schedule => schedule.deployment_id],
  ['active', schedule => schedule.active],
  ['timezone', ({ schedule }) => schedule.timezone],
];

/** What is other in the mirror than in Prefect, field by field, in words. */
export async function differencesFromPrefect(
  db: Knex,
  prefect: PrefectDriver,
): Promise<string[]> {
  const runs = await prefect.readAll('/flow_runs/filter', { sort: 'ID_DESC' });
  const deployments = await prefect.readAll('/deployments/filter');
  const flows = await prefect.readAll('/flows/filter');
  const schedules = deployments.flatMap(each => each.schedules);
  return [
    ...compare('runs', RUN, runs, await db('runs').select()),
    ...compare(
      'deployments',
      DEPLOYMENT,
      deployments,
      await db('deployments').select(),
    ),
    ...compare('flows', FLOW, flows, await db('flows').select()),
    ...compare(
      'schedules',
      SCHEDULE,
      schedules,
      await db('schedules').select(),
    ),
    ...compareTags(
      'run_tags',
      runs,
      await db('run_tags').select({ id: 'run_id', tag: 'tag' }),
    ),
    ...compareTags(
      'deployment_tags',
      deployments,
      await db('deployment_tags').select({ id: 'deployment_id', tag: 'tag' }),
    ),
  ];
}

function compare(
  table: string,
  fields: readonly Field[],
  told: readonly any[],
  rows: readonly any[],
): string[] {
  const byId = new Map(rows.map(row => [row.id, row]));
  const differences = told.flatMap(thing => {
    const row = byId.get(thing.id);
    byId.delete(thing.id);
    if (!row) return [`${table} ${thing.id} is missing`];
    return fields.flatMap(([column, expected]) =>
      canonical(row[column]) === canonical(expected(thing))
        ? []
        : `${table} ${thing.id}.${column}: ${row[column]} instead of ${expected(
            thing,
          )}`,
    );
  });
  const left = [...byId.keys()].map(id => `${table} ${id} should be gone`);
  return [...differences, ...left];
}

function compareTags(
  table: string,
  told: readonly { id: string; tags: readonly string[] }[],
  rows: readonly { id: string; tag: string }[],
): string[] {
  const wanted = new Set(
    told.flatMap(({ id, tags }) => tags.map(tag => `${id} ${tag}`)),
  );
  const found = new Set(rows.map(({ id, tag }) => `${id} ${tag}`));
  return [
    ...[...wanted].filter(tag => !found.has(tag)).map(tag => `no ${tag}`),
    ...[...found].filter(tag => !wanted.has(tag)).map(tag => `stray ${tag}`),
  ].map(text => `${table}: ${text}`);
}

/** Numbers and booleans are told in other types by other databases. */
function canonical(value: unknown): string {
  if (value === true) return '1';
  if (value === false) return '0';
  return String(value ?? null);
}
