import type {
  PrefectReader,
  PrefectTaskRun,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { TaskRun } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { findRun } from './findRun';
import { isRecord } from './json';
import { fromPrefect } from './listRunStates';
import { selectRunRows, type RunRow } from './RunRow';
import { taskGroup } from './taskGroup';
import { toState } from './toState';
import { visibleRuns } from './visibleRuns';

/** Task runs of a run, for timeline and graph. */
export type RunTasks = {
  readonly items: TaskRun[];
  /** There are more; the newest are here. */
  readonly truncated: boolean;
};

const MOST = 2000;
const PAGE = 200;

/** Task runs and sub-flows of a run with what each waited for. Asked of Prefect. */
export async function listRunTasks(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunTasks> {
  const run = await findRun(deps, by, key);
  const reader = deps.instances.reader(run.instance);
  const [tasks, children] = await Promise.all([
    readNewest(reader, run.id),
    childrenOf(deps, by, run),
  ]);
  const shown = tasks.slice(0, MOST);
  const ids = new Set(shown.flatMap(task => task.id ?? []));
  const items = shown.map(task =>
    toTaskRun(task, { child: children.get(task.id ?? ''), ids }),
  );
  return {
    items: items.toSorted(byStart),
    truncated: tasks.length > MOST,
  };
}

async function readNewest(
  reader: PrefectReader,
  runId: string,
): Promise<PrefectTaskRun[]> {
  const found: PrefectTaskRun[] = [];
  while (found.length <= MOST) {
    const page = await reader.readTaskRuns({
      flow_runs: { operator: 'and_', id: { any_: [runId] } },
      sort: 'EXPECTED_START_TIME_DESC',
      limit: PAGE,
      offset: found.length,
    });
    found.push(...page);
    if (page.length < PAGE) break;
  }
  return found;
}

/** The newest sub-flows by the task run that stands for them, as far as they may be viewed. */
async function childrenOf(
  { db, access }: RunsDeps,
  by: Principal,
  run: RunRow,
): Promise<Map<string, RunRow>> {
  const rows = await selectRunRows(
    visibleRuns(db, await access.viewScope(by))
      .where('r.instance', run.instance)
      .where('r.parent_run_id', run.id)
      .orderBy('r.sort_time', 'desc')
      .limit(MOST),
  );
  return new Map(rows.map(row => [row.parent_task_run_id ?? '', row]));
}

type Context = {
  readonly child: RunRow | undefined;
  /** Task runs that are shown. */
  readonly ids: ReadonlySet<string>;
};

function toTaskRun(task: PrefectTaskRun, { child, ids }: Context): TaskRun {
  const isSubflow = child ?? task.state?.state_details?.child_flow_run_id;
  return {
    id: task.id ?? '',
    name: child?.name ?? task.name ?? '',
    kind: isSubflow ? 'subflow' : 'task',
    group: child?.flow_name ?? taskGroup(task),
    // The stand-in of a sub-flow lags behind the sub-flow itself.
    ...(child ? timesOfChild(child) : timesOf(task)),
    upstream: upstreamOf(task).filter(id => ids.has(id)),
    childRunId: child?.id ?? null,
  };
}

type Times = Pick<
  TaskRun,
  'state' | 'expectedStart' | 'start' | 'end' | 'durationMs' | 'runCount'
>;

function timesOf(task: PrefectTaskRun): Times {
  return {
    state: task.state
      ? fromPrefect(task.state)
      : {
          type: 'PENDING',
          name: 'Pending',
          timestamp: task.created ?? task.expected_start_time ?? '',
          message: null,
        },
    expectedStart: task.expected_start_time ?? null,
    start: task.start_time ?? null,
    end: task.end_time ?? null,
    durationMs: task.start_time
      ? Math.round((task.total_run_time ?? 0) * 1000)
      : null,
    runCount: task.run_count ?? 0,
  };
}

function timesOfChild(child: RunRow): Times {
  return {
    state: toState(child),
    expectedStart: child.expected_start,
    start: child.start_time,
    end: child.end_time,
    durationMs: child.start_time ? Number(child.run_time_ms) : null,
    runCount: child.run_count,
  };
}

/** `task_inputs` names for each argument the task runs whose results it is made of. */
function upstreamOf(task: PrefectTaskRun): string[] {
  const inputs: unknown[] = Object.values(task.task_inputs ?? {}).flat();
  const ids = inputs.flatMap(input =>
    isRecord(input) &&
    input.input_type === 'task_run' &&
    typeof input.id === 'string'
      ? [input.id]
      : [],
  );
  return [...new Set(ids)];
}

/** Those that have not started come last, by when they should. */
function byStart(a: TaskRun, b: TaskRun): number {
  const time = (text: string | null) =>
    text ? Date.parse(text) : Number.POSITIVE_INFINITY;
  const difference = time(a.start) - time(b.start);
  // Infinity less Infinity is no number.
  return difference || time(a.expectedStart) - time(b.expectedStart) || 0;
}
