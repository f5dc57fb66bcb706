import type { ScheduleTiming } from '@backstage-prefect/backstage-plugin-prefect-common';
import { toForm, toTiming } from './timingForm';

const now = new Date('2026-11-24T09:00:00Z');

const timing = (over: Partial<ScheduleTiming>): ScheduleTiming => ({
  kind: 'cron',
  expression: '0 9 * * *',
  timezone: 'Europe/Berlin',
  anchor: null,
  dayOr: null,
  ...over,
});

it.each([
  timing({ dayOr: false }),
  timing({ dayOr: true, timezone: null }),
  timing({ kind: 'rrule', expression: 'FREQ=DAILY' }),
  timing({
    kind: 'interval',
    expression: '5400000',
    anchor: '2026-01-01T00:00:00Z',
  }),
])('is the same when nothing was edited: %j', before => {
  expect(toTiming(toForm(before), before, now)).toEqual(before);
});

it.each([
  ['86400000', '1', 'days'],
  ['5400000', '90', 'minutes'],
  ['7200000', '2', 'hours'],
  ['1500', '1.5', 'seconds'],
])('says %s ms as %s %s', (expression, every, unit) => {
  expect(toForm(timing({ kind: 'interval', expression }))).toMatchObject({
    every,
    unit,
  });
});

it('counts a new interval from now', () => {
  const before = timing({});
  const form = { ...toForm(before), kind: 'interval' as const, every: '1.5' };
  expect(toTiming(form, before, now)).toEqual(
    timing({
      kind: 'interval',
      expression: '5400000',
      anchor: '2026-11-24T09:00:00.000Z',
    }),
  );
});
