import fc from 'fast-check';
import { CHART_PRESETS, chartSpan } from './chartSpan';

const HOUR_MS = 3_600_000;
const HOURS = { '24h': 24, '7d': 168, '30d': 720 };

/** A moment as a browser of a zone sees it, of which only the offset is asked. */
const inZone = (time: number, offset: number): Date =>
  Object.assign(new Date(time), { getTimezoneOffset: () => offset });

it.each([
  ['24h', 0, '2026-11-23T23:00:00.000Z', '2026-11-24T23:00:00.000Z', 24],
  ['7d', 0, '2026-11-18T00:00:00.000Z', '2026-11-25T00:00:00.000Z', 28],
  ['30d', 0, '2026-10-26T00:00:00.000Z', '2026-11-25T00:00:00.000Z', 30],
  // In New York it is five hours earlier.
  ['30d', 300, '2026-10-26T05:00:00.000Z', '2026-11-25T05:00:00.000Z', 30],
  ['7d', 300, '2026-11-17T23:00:00.000Z', '2026-11-24T23:00:00.000Z', 28],
  // In Kolkata midnight is half an hour past a full one of UTC.
  ['30d', -330, '2026-10-26T19:00:00.000Z', '2026-11-25T19:00:00.000Z', 30],
] as const)(
  'of %s ends with what is now, %i minutes behind UTC',
  (preset, offset, since, until, points) => {
    const now = inZone(Date.parse('2026-11-24T22:06:31.500Z'), offset);

    expect(chartSpan(preset, now)).toEqual({ since, until, points });
  },
);

it('has its whole length in whole hours, in any zone at any time', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...CHART_PRESETS),
      fc.integer({ min: 1e12, max: 4e12 }),
      fc.integer({ min: -14 * 4, max: 12 * 4 }),
      (preset, time, quarters) => {
        const { since, until, points } = chartSpan(
          preset,
          inZone(time, quarters * 15),
        );
        const [start, end] = [since, until].map(each => Date.parse(each));
        const step = (end - start) / points;
        expect(end - start).toBe(HOURS[preset] * HOUR_MS);
        expect([start % HOUR_MS, step % HOUR_MS]).toEqual([0, 0]);
        expect(end).toBeGreaterThan(time);
        expect(end - time).toBeLessThanOrEqual(step + HOUR_MS);
      },
    ),
  ));

it('stays the same while its last point does', () => {
  const at = (time: string) =>
    chartSpan('24h', inZone(Date.parse(`2026-11-24T${time}Z`), 0));

  expect(at('22:00:00')).toEqual(at('22:59:59'));
  expect(at('22:59:59')).not.toEqual(at('23:00:00'));
});
