import fc from 'fast-check';
import { ChartWindow } from './ChartWindow';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-24T12:20:00Z');

const at = (ms: number) => new Date(ms).toISOString();

describe('the points of a chart', () => {
  it.each([
    {
      of: 'a week up to now, unless told otherwise',
      given: { points: 28 },
      // 168 hours and a part of one do not go into 28 points of six.
      starts: '2026-11-17T12:00:00.000Z',
      points: 25,
      hours: 7,
    },
    {
      of: 'a day of whole hours',
      given: {
        since: '2026-11-23T13:00:00Z',
        until: '2026-11-24T13:00:00Z',
        points: 24,
      },
      starts: '2026-11-23T13:00:00.000Z',
      points: 24,
      hours: 1,
    },
    {
      of: 'a part of an hour',
      given: {
        since: '2026-11-24T11:59:59Z',
        until: '2026-11-24T12:00:01Z',
        points: 200,
      },
      starts: '2026-11-24T11:00:00.000Z',
      points: 2,
      hours: 1,
    },
    {
      of: 'times of another zone',
      given: {
        since: '2026-11-24T00:00:00+05:30',
        until: '2026-11-25T00:00:00+05:30',
        points: 5,
      },
      starts: '2026-11-23T18:00:00.000Z',
      points: 5,
      hours: 5,
    },
    {
      of: 'a year and a day, in one',
      given: { since: at(NOW - 366 * 24 * HOUR_MS), points: 1 },
      starts: '2025-11-23T12:00:00.000Z',
      points: 1,
      hours: 366 * 24 + 1,
    },
  ])('of $of', ({ given, starts, points, hours }) => {
    const window = ChartWindow.of(given, NOW);

    expect(at(window.startOf(0))).toBe(starts);
    expect(window.points).toBe(points);
    expect(window.stepMs).toBe(hours * HOUR_MS);
  });

  it('cover all that is asked for, each time once, and are no more than that', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: NOW }),
        fc.integer({ min: 1, max: 366 * 24 * HOUR_MS }),
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (since, length, points, share) => {
          const until = since + length;
          const window = ChartWindow.of(
            { since: at(since), until: at(until), points },
            NOW,
          );
          expect(window.points).toBeLessThanOrEqual(points);
          expect(window.since).toBeLessThanOrEqual(since);
          expect(window.until).toBeGreaterThanOrEqual(until);
          expect(window.startOf(0) % HOUR_MS).toBe(0);

          const time = since + Math.floor(share * length);
          const point = window.pointOf(time) ?? NaN;
          expect(window.startOf(point)).toBeLessThanOrEqual(time);
          expect(window.startOf(point + 1)).toBeGreaterThan(time);
        },
      ),
    ));

  it.each([
    ['before', -1],
    ['after', 3 * HOUR_MS],
  ])('have no place for what began %s them', (_, ms) => {
    const since = Date.parse('2026-11-24T09:00:00Z');
    const window = ChartWindow.of(
      { since: at(since), until: at(since + 3 * HOUR_MS), points: 3 },
      NOW,
    );

    expect(window.pointOf(since + ms)).toBeUndefined();
  });
});

it.each([
  ['ends where it begins', { since: at(NOW), until: at(NOW) }],
  ['begins in the future and ends now', { since: at(NOW + 1) }],
  ['is too long', { since: at(NOW - 366 * 24 * HOUR_MS - 1) }],
])('refuses a window that %s', (_, given) => {
  expect(() => ChartWindow.of({ points: 28, ...given }, NOW)).toThrow(
    expect.objectContaining({ code: 'PREFECT_INVALID_REQUEST' }),
  );
});
