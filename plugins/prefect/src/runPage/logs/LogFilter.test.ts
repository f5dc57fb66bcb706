import type { LogLine } from '@backstage-prefect/backstage-plugin-prefect-common';
import { filterLines, nextError } from './LogFilter';

const line = (over: Partial<LogLine>): LogLine => ({
  id: over.message ?? '',
  ts: '2026-11-24T12:00:00Z',
  level: 20,
  logger: 'flow',
  message: '',
  taskRunId: null,
  ...over,
});

const LINES = [
  line({ message: 'Reading orders', level: 10 }),
  line({ message: 'Read \u001b[32m42\u001b[0m orders', taskRunId: 'extract' }),
  line({ message: 'Slow', level: 30 }),
  line({ message: 'Totals differ', level: 40, taskRunId: 'check' }),
  line({ message: 'Giving up', level: 50 }),
];
const ALL = { level: 0, text: '', task: undefined };

describe('filterLines', () => {
  it.each([
    ['nothing', {}, LINES.map(({ message }) => message)],
    ['a level', { level: 30 }, ['Slow', 'Totals differ', 'Giving up']],
    ['a text in another case', { text: 'READING' }, ['Reading orders']],
    ['a text across colours', { text: 'read 42 orders' }, [LINES[1].message]],
    ['a task', { task: 'check' }, ['Totals differ']],
    ['what no line has', { text: 'nobody', level: 40 }, []],
  ])('shows what %s leaves', (_, filter, expected) => {
    const shown = filterLines(LINES, { ...ALL, ...filter });
    expect(shown.map(({ message }) => message)).toEqual(expected);
  });
});

describe('nextError', () => {
  it.each([
    ['the first', -1, 3],
    ['the one after', 3, 4],
    ['the first again at the end', 4, 3],
  ])('is %s', (_, after, expected) => {
    expect(nextError(LINES, after)).toBe(expected);
  });

  it('is none without errors', () => {
    expect(nextError(LINES.slice(0, 3), -1)).toBe(-1);
  });
});
