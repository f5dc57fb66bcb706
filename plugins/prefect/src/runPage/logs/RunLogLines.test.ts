import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import fc from 'fast-check';
import { mergeByTime, RunLogLines } from './RunLogLines';

const START = Date.parse('2026-11-24T12:00:00Z');

const line = (number: number, ms = number): LogLine => ({
  id: `line-${number}`,
  ts: new Date(START + ms).toISOString(),
  level: 20,
  logger: 'flow',
  message: `message ${number}`,
  taskRunId: null,
});

/** A portal that holds lines in the order in which it learned of them. */
class Portal {
  lines: LogLine[] = [];
  isComplete = false;
  questions = 0;
  limit = 5_000;

  readonly read = async (after: number) => {
    this.questions += 1;
    const lines = this.lines.slice(after, after + this.limit);
    const next = after + lines.length;
    return {
      lines,
      next,
      complete: this.isComplete && next === this.lines.length,
    };
  };
}

describe('the lines of a run', () => {
  let portal: Portal;
  let log: RunLogLines;

  beforeEach(() => {
    portal = new Portal();
    log = new RunLogLines(portal.read);
  });

  const messages = () => log.getSnapshot().lines.map(({ message }) => message);

  it('are read to the end, page by page', async () => {
    portal.limit = 2;
    portal.lines = [line(0), line(1), line(2), line(3), line(4)];
    await log.refresh();
    expect(messages()).toHaveLength(5);
    expect(log.getSnapshot().state).toBe('live');
  });

  it('go on from where the last read ended', async () => {
    portal.lines = [line(0)];
    await log.refresh();
    portal.lines.push(line(1));
    portal.isComplete = true;
    await log.refresh();
    expect(messages()).toEqual(['message 0', 'message 1']);
    expect(log.getSnapshot().state).toBe('complete');
  });

  it('that come late are put where their time belongs', async () => {
    portal.lines = [line(0), line(5)];
    await log.refresh();
    portal.lines.push(line(3));
    await log.refresh();
    expect(messages()).toEqual(['message 0', 'message 3', 'message 5']);
  });

  it('are there once, whatever the portal repeats', async () => {
    portal.lines = [line(0), line(1), line(0), line(1)];
    await log.refresh();
    expect(messages()).toEqual(['message 0', 'message 1']);
  });

  it('stay when a read fails, and the next one goes on', async () => {
    portal.lines = [line(0)];
    await log.refresh();
    const failing = new RunLogLines(async after => {
      if (after === 1) throw new Error('Prefect is away');
      return portal.read(after);
    });
    await failing.refresh();
    expect(failing.getSnapshot()).toMatchObject({
      lines: [line(0)],
      error: new Error('Prefect is away'),
    });
  });

  it('asked for while it reads are looked for once more', async () => {
    let open = () => {};
    const gate = new Promise<void>(resolve => {
      open = resolve;
    });
    const slow = new RunLogLines(async after => {
      const answer = await portal.read(after);
      await gate;
      return answer;
    });
    const first = slow.refresh();
    portal.lines.push(line(0));
    void slow.refresh();
    open();
    await first;
    expect(slow.getSnapshot().lines).toHaveLength(1);
  });

  it('tells nobody when nothing is new', async () => {
    portal.lines = [line(0)];
    await log.refresh();
    const listener = jest.fn();
    log.subscribe(listener);
    await log.refresh();
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('mergeByTime', () => {
  it('is always in order of time and loses nothing', () => {
    const times = fc.array(fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(times, times, (left, right) => {
        const ordered = left
          .sort((a, b) => a - b)
          .map((ms, at) => line(at, ms));
        const others = right.map((ms, at) => line(1_000 + at, ms));
        const merged =
          others.length > 0 ? mergeByTime(ordered, others) : ordered;
        const moments = merged.map(({ ts }) => Date.parse(ts));
        expect(moments).toEqual([...moments].sort((a, b) => a - b));
        expect(new Set(merged)).toEqual(new Set([...ordered, ...others]));
      }),
    );
  });
});
