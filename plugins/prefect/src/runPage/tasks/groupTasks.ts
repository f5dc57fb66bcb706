import type { TaskRun } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isOver } from '../isOver';

/** Task runs of one task, in the order in which they started. */
export type TaskGroup = {
  readonly name: string;
  readonly tasks: readonly TaskRun[];
  readonly done: number;
  readonly failed: number;
};

/** Groups by the task's name, in the order in which the groups started. */
export function groupTasks(tasks: readonly TaskRun[]): TaskGroup[] {
  const groups = new Map<string, TaskRun[]>();
  for (const task of [...tasks].sort((a, b) => startOf(a) - startOf(b))) {
    const group = groups.get(task.group);
    if (group) group.push(task);
    else groups.set(task.group, [task]);
  }
  return [...groups].map(([name, members]) => ({
    name,
    tasks: members,
    done: members.filter(({ state }) => isOver(state)).length,
    failed: members.filter(hasFailed).length,
  }));
}

/** Whether a task ended badly. */
function hasFailed({ state: { type } }: TaskRun): boolean {
  return type === 'FAILED' || type === 'CRASHED';
}

/** Whether nobody needs to look at it any more: it ended, and not badly. */
export const isDone = (task: TaskRun): boolean =>
  isOver(task.state) && !hasFailed(task);

/** When it started or will; the end of time for what nobody knows, ms. */
function startOf({ start, expectedStart }: TaskRun): number {
  const time = start ?? expectedStart;
  return time ? Date.parse(time) : Number.MAX_SAFE_INTEGER;
}

/** The time that a timeline covers, ms. */
export type Span = { readonly from: number; readonly to: number };

/** From the first start to the last end; to now while something runs. */
export function spanOf(tasks: readonly TaskRun[], nowMs: number): Span {
  const starts = tasks.flatMap(({ start }) => start ?? []).map(Date.parse);
  if (starts.length === 0) return { from: nowMs, to: nowMs + 1 };
  const ends = tasks
    .filter(({ start }) => start)
    .map(({ end }) => (end ? Date.parse(end) : nowMs));
  const from = Math.min(...starts);
  return { from, to: Math.max(from + 1, ...ends) };
}

/** Where a task's bar lies in a span, percent; undefined for one that has not started. */
export function barOf(
  { start, end }: TaskRun,
  { from, to }: Span,
  nowMs: number,
): { left: number; width: number } | undefined {
  if (!start) return undefined;
  const begin = Date.parse(start);
  const finish = end ? Date.parse(end) : Math.max(begin, nowMs);
  const percent = (ms: number) => (100 * ms) / (to - from);
  return { left: percent(begin - from), width: percent(finish - begin) };
}
