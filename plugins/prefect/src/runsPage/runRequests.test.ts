import { type RunFilter, runFilter } from './runFilter';
import { historyRequest, runsRequest } from './runRequests';

const now = new Date('2026-11-24T22:06:31Z');
const asking = { now, owner: ['group:default/payments'], cursor: undefined };

const filter = (over: Partial<RunFilter> = {}): RunFilter => ({
  ...runFilter.none,
  owner: ['mine'],
  ...over,
});

it('asks for owners by their names', () => {
  expect(runsRequest(filter(), asking).owner).toEqual([
    'group:default/payments',
  ]);
  expect(historyRequest(filter(), asking).owner).toEqual([
    'group:default/payments',
  ]);
});

it('lists from where the chart begins, without an end that would hide new runs', () => {
  const last = filter({ window: { kind: 'last', preset: '1h' } });
  const { since, until } = runsRequest(last, asking);
  expect(since).toBe(historyRequest(last, asking).since);
  expect(until).toBeUndefined();
});

it('lists all there is where no time is asked for', () => {
  const { since, until } = runsRequest(filter(), asking);
  expect([since, until]).toEqual([undefined, undefined]);
});

it('asks the list alone for sub-flows and future runs, which the chart does not know', () => {
  const extras = filter({ subflows: true, future: true });
  expect(runsRequest(extras, asking)).toMatchObject({
    subflows: true,
    future: true,
  });
  const history = historyRequest(extras, asking);
  expect(history).not.toHaveProperty('subflows');
  expect(history).not.toHaveProperty('future');
  expect(history).not.toHaveProperty('window');
});
