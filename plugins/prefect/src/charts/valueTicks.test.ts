import fc from 'fast-check';
import { formatDuration } from '../kit';
import { valueTicks } from './valueTicks';

const HOUR_MS = 3_600_000;

it('has one scale for all shares', () => {
  expect(valueTicks('success', 0.2)).toEqual([0, 0.5, 1]);
});

it.each([
  [0, ['0 ms', '50 ms']],
  [40, ['0 ms', '50 ms']],
  [1_400, ['0 ms', '500 ms', '1 sec', '2 sec']],
  [6_000, ['0 ms', '2 sec', '4 sec', '6 sec']],
  [61_000, ['0 ms', '30 sec', '1 min', '1 min 30 sec']],
  [50 * 60_000, ['0 ms', '30 min', '1 hr']],
  [7 * HOUR_MS, ['0 ms', '3 hr', '6 hr', '9 hr']],
  [100 * HOUR_MS, ['0 ms', '2 days', '4 days', '6 days']],
])('names round durations up to %d ms', (highest, names) => {
  expect(
    valueTicks('duration', highest).map(tick => formatDuration(tick, 'en')),
  ).toEqual(names);
});

it('has room for all durations, and few names', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400 * 24 * HOUR_MS }),
      fc.constantFrom('duration' as const, 'lateness' as const),
      (highest, measure) => {
        const ticks = valueTicks(measure, highest);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(4);
      },
    ),
  ));
