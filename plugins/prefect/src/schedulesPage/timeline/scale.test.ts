import fc from 'fast-check';
import { dots, nearest, shareOf, ticksOf, xOf } from './scale';

const HOUR_MS = 3_600_000;
const since = Date.parse('2026-11-24T09:10:00Z');
const hours = (count: number) => ({ since, until: since + count * HOUR_MS });

it.each([
  [9, 'UTC', 9, '2026-11-24T10:00:00.000Z'],
  [27, 'Europe/Berlin', 9, '2026-11-24T11:00:00.000Z'],
  [27, 'Asia/Kolkata', 9, '2026-11-24T09:30:00.000Z'],
  [75, 'UTC', 7, '2026-11-24T12:00:00.000Z'],
  [171, 'America/New_York', 7, '2026-11-25T05:00:00.000Z'],
])('has full hours for %d hours in %s', (length, zone, count, first) => {
  const ticks = ticksOf(hours(length), zone);
  expect(ticks).toHaveLength(count);
  expect(new Date(ticks[0].time).toISOString()).toBe(first);
});

it('names the day at midnight', () => {
  const labels = ticksOf(hours(27), 'UTC').map(({ label }) => label);
  expect(labels.filter(label => /Wed/.test(label))).toHaveLength(1);
});

it('keeps full hours when the clock is changed', () => {
  const day = Date.parse('2026-10-24T22:00:00Z');
  const span = { since: day, until: day + 25 * HOUR_MS };
  expect(
    ticksOf(span, 'Europe/Berlin').map(({ time }) => (time - day) / HOUR_MS),
  ).toEqual([0, 4, 7, 10, 13, 16, 19, 22, 25]);
});

it('puts moments where they are', () => {
  const span = { since: 0, until: 200 };
  expect([0, 50, 200].map(time => xOf(time, span))).toEqual([0, 250, 1_000]);
  expect(shareOf(50, span)).toBe(0.25);
  expect(dots([0, 50], span, 16)).toBe('M0 16h0M250 16h0');
});

it('finds the nearest moment', () => {
  const span = { since: 0, until: 1_000 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (times, share) => {
        const distance = (time: number) => Math.abs(time - share * 1_000);
        expect(distance(times[nearest(times, span, share)])).toBe(
          Math.min(...times.map(distance)),
        );
      },
    ),
  );
});
