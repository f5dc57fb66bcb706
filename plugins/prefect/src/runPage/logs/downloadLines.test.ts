import { textOf } from './downloadLines';

it('writes a line for each, in UTC and without colours', () => {
  const line = {
    id: 'a',
    ts: '2026-11-24T12:00:00.123Z',
    level: 40,
    logger: 'prefect.flow_runs',
    message: '\u001b[31mno\u001b[0m',
    taskRunId: null,
  };
  expect(textOf([line, { ...line, level: 20, message: 'yes' }])).toBe(
    '2026-11-24T12:00:00.123Z ERROR prefect.flow_runs no\n' +
      '2026-11-24T12:00:00.123Z INFO prefect.flow_runs yes\n',
  );
});
