import { DatabaseSync } from 'node:sqlite';
import type { Company, PlannedDeployment, PlannedRun } from './Company.ts';
import type { Deployed } from './deployCompany.ts';
import { randomFrom, type Random } from './randomFrom.ts';

/** Tables that are grown, with the columns that are times. */
const TIMES = {
  flow_run: [
    'created',
    'updated',
    'expected_start_time',
    'next_scheduled_start_time',
    'start_time',
    'end_time',
    'state_timestamp',
  ],
  flow_run_state: ['created', 'updated', 'timestamp'],
  task_run: [
    'created',
    'updated',
    'expected_start_time',
    'start_time',
    'end_time',
    'state_timestamp',
  ],
} as const;
type Table = keyof typeof TIMES;

const POLICY =
  '{"max_retries": 0, "retry_delay_seconds": 0.0, "retries": null, "retry_delay": null, "pause_keys": [], "resuming": false, "retry_type": null}';
const ROWS_AT_ONCE = 20_000;

type Growth = {
  readonly company: Company;
  readonly deployed: readonly Deployed[];
  /** Milliseconds of the epoch. */
  readonly now: number;
};

/** Writes a company's runs with all their states into the database of a stopped Prefect (3.8.8). */
export function writeRuns(
  file: string,
  { company, deployed, now }: Growth,
): void {
  const db = open(file);
  withoutIndexes(db, () => {
    const writer = new Writer(db, randomFrom(company.size.seed + 1));
    for (const at of deployed) {
      const planned = company.deployments[at.number];
      for (const run of company.begun(planned, now))
        writer.add(at, planned, run);
      for (const run of company.ahead(planned, now))
        writer.add(at, planned, run);
    }
    writer.end();
  });
  db.close();
}

/** Moves all that is written by {@link writeRuns} in time. */
export function shiftTimes(file: string, ms: number): void {
  const db = open(file);
  const cache = new Map<string, string>();
  db.function('moved', text => {
    if (typeof text !== 'string') return null;
    // Keeps the digits that a date would lose.
    const [whole, micros] = [text.slice(0, 23), text.slice(23)];
    const known = cache.get(whole);
    if (known) return known + micros;
    const moved = timeText(Date.parse(`${whole.replace(' ', 'T')}Z`) + ms);
    return moved.slice(0, 23) + micros;
  });
  withoutIndexes(db, () => {
    for (const [table, columns] of Object.entries(TIMES)) {
      const sets = columns.map(column => `${column} = moved(${column})`);
      db.exec(`update ${table} set ${sets.join(', ')}`);
    }
  });
  db.close();
}

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec('pragma foreign_keys = off; pragma synchronous = off');
  return db;
}

/** Does much to the tables, and makes their indexes anew afterwards. */
function withoutIndexes(db: DatabaseSync, work: () => void): void {
  const tables = Object.keys(TIMES)
    .map(table => `'${table}'`)
    .join(', ');
  const indexes = db
    .prepare(
      `select name, sql from sqlite_master
        where type = 'index' and sql is not null and tbl_name in (${tables})`,
    )
    .all();
  db.exec('begin');
  for (const { name } of indexes) db.exec(`drop index "${name}"`);
  work();
  for (const { sql } of indexes) db.exec(String(sql));
  db.exec('commit');
}

type Row = Record<string, string | number | null>;

class Writer {
  readonly #db: DatabaseSync;
  readonly #random: Random;
  readonly #insert = new Map<Table, (row: Row) => void>();
  #rows = 0;

  constructor(db: DatabaseSync, random: Random) {
    this.#db = db;
    this.#random = random;
  }

  add(at: Deployed, planned: PlannedDeployment, run: PlannedRun): void {
    const root = { at, planned, run, flowId: at.flowId };
    this.#run({ ...root, id: run.id, deploymentId: at.id, taskId: null });
    if (!run.child || !at.subflowId || run.start === null) return;
    this.#task(run);
    this.#run({
      ...root,
      id: run.child.id,
      flowId: at.subflowId,
      deploymentId: null,
      taskId: run.child.taskId,
    });
  }

  end(): void {
    this.#insert.clear();
  }

  #run({ at, planned, run, id, flowId, deploymentId, taskId }: RunOf): void {
    const created = taskId
      ? (run.start ?? run.expected) - 800
      : run.expected - 3_600_000;
    const states = statesOf(run, created);
    const stateIds = states.map(({ time }) => this.#random.uuidAt(time));
    states.forEach((state, index) =>
      this.#write('flow_run_state', {
        id: stateIds[index],
        created: timeText(state.time),
        updated: timeText(state.time),
        type: state.type,
        timestamp: timeText(state.time),
        name: state.name,
        message: state.message,
        state_details: JSON.stringify(
          state.type === 'SCHEDULED'
            ? { flow_run_id: id, scheduled_time: isoText(run.expected) }
            : { flow_run_id: id, pause_reschedule: false, deferred: false },
        ),
        data: null,
        flow_run_id: id,
        result_artifact_id: null,
      }),
    );
    const last = states[states.length - 1];
    const isScheduled = run.state.type === 'SCHEDULED';
    this.#write('flow_run', {
      id,
      created: timeText(created),
      updated: timeText(last.time),
      name: run.name,
      state_type: last.type,
      run_count: run.start === null ? 0 : 1,
      expected_start_time: timeText(run.expected),
      next_scheduled_start_time: isScheduled ? timeText(run.expected) : null,
      start_time: timeTextOrNull(run.start),
      end_time: timeTextOrNull(run.end),
      total_run_time: intervalText(run),
      flow_version: null,
      parameters: JSON.stringify(run.parameters),
      idempotency_key: `${deploymentId ?? taskId} ${id}`,
      context: '{}',
      empirical_policy: POLICY,
      tags: JSON.stringify(run.tags),
      auto_scheduled:
        deploymentId && run.tags.includes('auto-scheduled') ? 1 : 0,
      flow_id: flowId,
      deployment_id: deploymentId,
      parent_task_run_id: taskId,
      state_id: stateIds[stateIds.length - 1],
      state_name: last.name,
      infrastructure_document_id: null,
      work_queue_name: deploymentId ? 'default' : null,
      state_timestamp: timeText(last.time),
      created_by: deploymentId
        ? JSON.stringify({
            id: at.id,
            type: 'SCHEDULE',
            display_value: 'IntervalSchedule',
          })
        : null,
      infrastructure_pid:
        run.start === null ? null : `worker-1:${4_000 + planned.number}`,
      work_queue_id: deploymentId ? at.workQueueId : null,
      job_variables: '{}',
      deployment_version: deploymentId ? '1.4.2' : null,
      labels: JSON.stringify({
        'prefect.flow.id': flowId,
        ...(deploymentId && { 'prefect.deployment.id': deploymentId }),
      }),
    });
  }

  #task(run: PlannedRun): void {
    const time = run.start ?? run.expected;
    this.#write('task_run', {
      id: run.child?.taskId ?? null,
      created: timeText(time),
      updated: timeText(run.end ?? time),
      name: 'part-0',
      state_type: run.state.type,
      run_count: 1,
      expected_start_time: timeText(time),
      next_scheduled_start_time: null,
      start_time: timeText(time),
      end_time: timeTextOrNull(run.end),
      total_run_time: intervalText(run),
      task_key: 'part',
      dynamic_key: '0',
      cache_key: null,
      cache_expiration: null,
      task_version: null,
      empirical_policy: POLICY,
      task_inputs: '{}',
      tags: '[]',
      flow_run_id: run.id,
      state_id: null,
      state_name: run.state.name,
      state_timestamp: timeText(run.end ?? time),
      flow_run_run_count: 1,
      labels: '{}',
    });
  }

  #write(table: Table, row: Row): void {
    let insert = this.#insert.get(table);
    if (!insert) {
      const columns = Object.keys(row);
      const statement = this.#db.prepare(
        `insert into ${table} (${columns.join(', ')}) values (${columns.map(
          () => '?',
        )})`,
      );
      insert = each => statement.run(...Object.values(each));
      this.#insert.set(table, insert);
    }
    insert(row);
    this.#rows += 1;
    if (this.#rows % ROWS_AT_ONCE === 0) this.#db.exec('commit; begin');
  }
}

type RunOf = {
  readonly at: Deployed;
  readonly planned: PlannedDeployment;
  readonly run: PlannedRun;
  readonly id: string;
  readonly flowId: string;
  readonly deploymentId: string | null;
  /** Task run that stands for a sub-flow. */
  readonly taskId: string | null;
};

type PlannedState = {
  readonly type: string;
  readonly name: string;
  readonly time: number;
  readonly message: string | null;
};

function statesOf(run: PlannedRun, created: number): PlannedState[] {
  const states: PlannedState[] = [
    { type: 'SCHEDULED', name: 'Scheduled', time: created, message: null },
  ];
  if (run.start === null) {
    return run.state.name === 'Late'
      ? [
          ...states,
          { ...run.state, time: run.expected + 20_000, message: run.message },
        ]
      : states;
  }
  states.push(
    { type: 'PENDING', name: 'Pending', time: run.start - 400, message: null },
    { type: 'RUNNING', name: 'Running', time: run.start, message: null },
  );
  if (run.end !== null) {
    states.push({ ...run.state, time: run.end, message: run.message });
  }
  return states;
}

/** As SQLAlchemy writes a time into SQLite. */
function timeText(ms: number): string {
  return `${isoText(ms).slice(0, 23).replace('T', ' ')}000`;
}

function timeTextOrNull(ms: number | null): string | null {
  return ms === null ? null : timeText(ms);
}

/** As SQLAlchemy writes an interval into SQLite: a time after the epoch. */
function intervalText({ start, end }: PlannedRun): string {
  return timeText(start === null || end === null ? 0 : end - start);
}

const isoText = (ms: number) => new Date(ms).toISOString();
