import type { StateType } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { InstanceId } from '../instances';
import { tally } from '../mirror/tallies/tally';

/** How much a company has. */
export const COMPANY = {
  instances: ['production', 'dev'] as InstanceId[],
  deployments: 300,
  deploymentsPerComponent: 10,
  deploymentsPerTeam: 30,
  days: 90,
  /** Runs of each deployment that have begun, and that are scheduled ahead. */
  begunEach: 60,
  aheadEach: 3,
  /** Sub-flows of the one run that has many. */
  subflows: 2_500,
  /** News of each instance. */
  news: 1_000,
} as const;

const HOUR_MS = 3_600_000;
const EVERY_MS = (COMPANY.days * 24 * HOUR_MS) / COMPANY.begunEach;
/** Below what one statement may have of variables. */
const ROWS_AT_ONCE = 400;
const POOLS = ['etl', 'ml', 'reporting', 'finance'];
const WAITS = JSON.stringify({
  run_input_keyset: { schema: 's', response: 'r', description: 'd' },
});
const SCHEMA = JSON.stringify({
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: 12 }, (_, position) => [
      `parameter_${position}`,
      { type: 'string', title: `Parameter ${position}`, position },
    ]),
  ),
});

/** Some of the deployments, by how their runs go. */
export const NUMBER_OF = { healthy: 0, failing: 7, withSubflows: 10 } as const;

/** Where the deployment of that number is. */
export function deploymentKey(number: number) {
  return {
    instance: COMPANY.instances[number % 5 === 4 ? 1 : 0],
    id: uuid(1, number),
  };
}

/** The run of a deployment that began as the so many-th before its newest. */
export function runKey(number: number, back: number) {
  return {
    instance: deploymentKey(number).instance,
    id: uuid(2, number * 1_000 + back),
  };
}

export function componentOf(number: number): string {
  const component = Math.floor(number / COMPANY.deploymentsPerComponent);
  return `component:default/component-${component}`;
}

export function teamOf(number: number): string {
  const team = Math.floor(number / COMPANY.deploymentsPerTeam);
  return `group:default/team-${team}`;
}

/** What other tables have of a deployment, none or one row or more. */
const ABOUT_DEPLOYMENTS: Record<string, (number: number) => object[]> = {
  deployment_tags: number => [{ tag: `tag-${number % 20}` }],
  bound_deployments: () => [{ source_location: null }],
  deployment_owners: number => [{ owner_ref: teamOf(number) }],
  deployment_bindings: number => [
    {
      entity_ref: componentOf(number),
      entity_title: componentOf(number),
      source: 'annotation',
      trusted: true,
    },
  ],
  deployment_sensitivity: number =>
    number % 20 === 3 ? [{ sensitivity: 'restricted' }] : [],
  schedules: number => [
    {
      id: uuid(4, number),
      active: true,
      kind: 'interval',
      expression: String(EVERY_MS),
    },
  ],
};

/** Fills the tables as the mirror and the bindings do, always with the same. */
export async function insertCompany(db: Knex, nowMs: number): Promise<void> {
  const numbers = Array.from({ length: COMPANY.deployments }, (_, n) => n);
  const runs = [
    ...numbers.flatMap(number => runsOf(number, nowMs)),
    ...manySubflows(nowMs),
  ];
  await db.transaction(async tx => {
    const insert = (table: string, rows: object[]) =>
      tx.batchInsert(table, rows, ROWS_AT_ONCE);
    await insert('deployments', numbers.map(deploymentRow));
    for (const [table, columnsOf] of Object.entries(ABOUT_DEPLOYMENTS)) {
      const rows = numbers.flatMap(number => {
        const { instance, id } = deploymentKey(number);
        return columnsOf(number).map(columns => ({
          instance,
          deployment_id: id,
          ...columns,
        }));
      });
      await insert(table, rows);
    }
    await insert('work_pools', COMPANY.instances.flatMap(poolRows));
    await insert('runs', runs);
    await insert('run_tags', runs.map(tagRow));
    await insert('mirror_news', COMPANY.instances.flatMap(newsRows));
    for (const instance of COMPANY.instances) {
      const own = runs.filter(run => run.instance === instance);
      await tally(
        tx,
        instance,
        own.map(after => ({ before: undefined, after })),
      );
    }
  });
}

function uuid(kind: number, number: number): string {
  const [head, tail] = [String(kind), String(number)];
  return `${head.padStart(8, '0')}-0000-4000-8000-${tail.padStart(12, '0')}`;
}

function instantAt(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

function deploymentRow(number: number) {
  const flow = `flow-${Math.floor(number / 3)}`;
  return {
    ...deploymentKey(number),
    flow_id: uuid(3, Math.floor(number / 3)),
    flow_name: flow,
    name: `deployment-${number}`,
    title: `${flow}/deployment-${number}`,
    paused: number % 40 === 11,
    work_pool: POOLS[number % POOLS.length],
    entrypoint: 'flows/etl.py:etl',
    parameters: '{}',
    parameter_schema: SCHEMA,
    enforce_parameter_schema: true,
    tags: JSON.stringify([`tag-${number % 20}`]),
    labels: '{}',
  };
}

function poolRows(instance: InstanceId, place: number) {
  return POOLS.map((name, number) => ({
    instance,
    id: uuid(5, place * POOLS.length + number),
    name,
    type: 'process',
    paused: false,
    workers_online: number % 2,
  }));
}

function newsRows(instance: InstanceId) {
  return Array.from({ length: COMPANY.news }, (_, position) => ({
    instance,
    position: position + 1,
    origin: uuid(6, position % 2),
    news: JSON.stringify({ runs: [uuid(2, position)], deployments: [] }),
  }));
}

type Run = ReturnType<typeof runRow>;

function tagRow({ instance, id }: Run) {
  return { instance, run_id: id, tag: `tag-${Number(id.slice(-3)) % 20}` };
}

function runsOf(number: number, nowMs: number): Run[] {
  const places = COMPANY.begunEach + COMPANY.aheadEach;
  return Array.from({ length: places }, (_, place) => {
    const back = place - COMPANY.aheadEach;
    // Not all of them begin at the same moment.
    const start = nowMs - back * EVERY_MS - number * 30_000 - 60_000;
    return runRow({
      ...runKey(number, back < 0 ? 500 - back : back),
      number,
      start,
      state: back < 0 ? 'SCHEDULED' : stateOf(number, back),
    });
  });
}

function stateOf(number: number, back: number): StateType {
  if (number % 25 === NUMBER_OF.failing) return 'FAILED';
  if (back === 0 && number % 10 === 2) return 'RUNNING';
  if (back === 0 && number % 60 === 4) return 'PAUSED';
  if (back === 0 && number % 50 === 6) return 'SCHEDULED';
  if ((number + back) % 40 === 9) return 'FAILED';
  return (number + back) % 90 === 13 ? 'CRASHED' : 'COMPLETED';
}

/** Of the second newest run of a deployment. */
function manySubflows(nowMs: number): Run[] {
  const number = NUMBER_OF.withSubflows;
  const parent = runKey(number, 1);
  return Array.from({ length: COMPANY.subflows }, (_, place) => ({
    ...runRow({
      instance: parent.instance,
      id: uuid(7, place),
      number,
      start: nowMs - EVERY_MS + place,
      state: 'COMPLETED',
    }),
    deployment_id: null,
    parent_run_id: parent.id,
    parent_task_run_id: uuid(8, place),
  }));
}

type GivenRun = {
  readonly instance: InstanceId;
  readonly id: string;
  /** Of its deployment. */
  readonly number: number;
  readonly start: number;
  readonly state: StateType;
};

function runRow({ instance, id, number, start, state }: GivenRun) {
  const deployment = deploymentKey(number);
  const began = instantAt(start);
  const hasBegun = state !== 'SCHEDULED';
  const hasEnded = ['COMPLETED', 'FAILED', 'CRASHED'].includes(state);
  const ended = hasEnded ? instantAt(start + 20_000) : null;
  return {
    instance,
    id,
    name: `run-${Number(id.slice(-12))}`,
    flow_id: uuid(3, Math.floor(number / 3)),
    flow_name: `flow-${Math.floor(number / 3)}`,
    deployment_id: deployment.id as string | null,
    governing_deployment_id: deployment.id,
    parent_task_run_id: null as string | null,
    parent_run_id: null as string | null,
    lineage_known: true,
    state_type: state as string,
    state_name: `${state[0]}${state.slice(1).toLowerCase()}`,
    state_timestamp: ended ?? began,
    state_details: state === 'PAUSED' ? WAITS : '{}',
    expected_start: began,
    next_scheduled_start: hasBegun ? null : began,
    start_time: hasBegun ? began : null,
    end_time: ended,
    run_time_ms: hasEnded ? 20_000 : 0,
    lateness_ms: hasBegun ? 0 : null,
    run_count: hasBegun ? 1 : 0,
    auto_scheduled: true,
    tags: '[]',
    labels: '{}',
    parameters: '{}',
    work_pool: POOLS[number % POOLS.length],
    sort_time: began,
  };
}
