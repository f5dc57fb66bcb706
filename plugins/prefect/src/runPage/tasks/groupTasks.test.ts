import type { TaskRun } from '@backstage-prefect/backstage-plugin-prefect-common';
import fc from 'fast-check';
import { barOf, groupTasks, spanOf } from './groupTasks';

const at = (second: number) => new Date(second * 1000).toISOString();

const task = (over: Partial<TaskRun> = {}): TaskRun => ({
  id: 'a',
  name: 'extract-0',
  kind: 'task',
  group: 'extract',
  state: {
    type: 'COMPLETED',
    name: 'Completed',
    timestamp: at(9),
    message: null,
  },
  expectedStart: null,
  start: at(1),
  end: at(3),
  durationMs: 2000,
  runCount: 1,
  upstream: [],
  childRunId: null,
  ...over,
});

const failed = { ...task().state, type: 'FAILED', name: 'Failed' } as const;
const running = { ...task().state, type: 'RUNNING', name: 'Running' } as const;

describe('groupTasks', () => {
  it('puts runs of one task together, first started first', () => {
    const groups = groupTasks([
      task({ id: 'late', group: 'load', start: at(8) }),
      task({ id: 'second', start: at(2) }),
      task({ id: 'first', start: at(1) }),
    ]);
    expect(
      groups.map(({ name, tasks }) => [name, tasks.map(t => t.id)]),
    ).toEqual([
      ['extract', ['first', 'second']],
      ['load', ['late']],
    ]);
  });

  it('counts what is done and what failed', () => {
    const [group] = groupTasks([
      task(),
      task({ state: failed }),
      task({ state: running, end: null }),
    ]);
    expect(group).toMatchObject({ done: 2, failed: 1 });
  });

  it('puts what has not started last', () => {
    const groups = groupTasks([
      task({ group: 'waiting', start: null, end: null }),
      task({ group: 'begun' }),
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['begun', 'waiting']);
  });
});

describe('barOf', () => {
  it('reaches to now while the task runs', () => {
    const tasks = [task(), task({ state: running, start: at(3), end: null })];
    const span = spanOf(tasks, 11_000);
    expect(span).toEqual({ from: 1_000, to: 11_000 });
    expect(barOf(tasks[1], span, 11_000)).toEqual({ left: 20, width: 80 });
  });

  it('never leaves the track', () => {
    const anyTask = fc
      .record({
        start: fc.integer({ min: 0, max: 1_000 }),
        seconds: fc.option(fc.integer({ min: 0, max: 1_000 })),
      })
      .map(({ start, seconds }) =>
        task({
          start: at(start),
          end: seconds === null ? null : at(start + seconds),
        }),
      );
    fc.assert(
      fc.property(fc.array(anyTask, { minLength: 1 }), tasks => {
        const nowMs = 2_000_000;
        const span = spanOf(tasks, nowMs);
        for (const each of tasks) {
          const { left, width } = barOf(each, span, nowMs)!;
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(100.000001);
        }
      }),
    );
  });
});
