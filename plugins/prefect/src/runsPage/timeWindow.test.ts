import fc from 'fast-check';
import {
  between,
  PRESETS,
  readWindow,
  spanOf,
  type TimeWindow,
  writeWindow,
} from './timeWindow';

const now = new Date('2026-11-24T22:06:31.500Z');

const HOUR_MS = 3_600_000;
const LENGTHS = { '1h': 1, '24h': 24, '7d': 168, '30d': 720 };

const instants = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());

const windows: fc.Arbitrary<TimeWindow> = fc.oneof(
  fc.constant<TimeWindow>({ kind: 'any' }),
  fc
    .constantFrom(...PRESETS)
    .map(preset => ({ kind: 'last', preset } as const)),
  fc
    .tuple(
      fc.option(instants, { nil: undefined }),
      fc.option(instants, { nil: undefined }),
    )
    .map(([since, until]) => between(since, until)),
);

const read = (search: string) => readWindow(new URLSearchParams(search));

describe('a window in the URL', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(windows, window => {
        expect(read(String(writeWindow(window)))).toEqual(window);
      }),
    );
  });

  it.each<[string, TimeWindow]>([
    ['', { kind: 'any' }],
    ['since=24h', { kind: 'last', preset: '24h' }],
    ['since=24h&until=2026-01-02T00:00:00Z', { kind: 'last', preset: '24h' }],
    ['since=2h', { kind: 'any' }],
    ['since=yesterday&until=now', { kind: 'any' }],
    ['since=2026-02-31', { kind: 'any' }],
    [
      'since=2026-01-01T02:00:00%2B02:00',
      { kind: 'between', since: '2026-01-01T00:00:00.000Z' },
    ],
    [
      'since=nonsense&until=2026-01-01T00:00:00Z',
      { kind: 'between', until: '2026-01-01T00:00:00.000Z' },
    ],
    ['since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z', { kind: 'any' }],
  ])('?%s', (search, expected) => {
    expect(read(search)).toEqual(expected);
  });
});

describe('the span of the chart', () => {
  it.each(PRESETS)('of the last %s has all of it and little more', preset => {
    const { since, until, buckets } = spanOf({ kind: 'last', preset }, now);
    const length = LENGTHS[preset] * HOUR_MS;
    const width = (Date.parse(until) - Date.parse(since)) / buckets;
    expect(Date.parse(since)).toBeLessThanOrEqual(now.getTime() - length);
    expect(Date.parse(until)).toBeGreaterThan(now.getTime());
    expect(Date.parse(until) - Date.parse(since)).toBeLessThanOrEqual(
      length + 2 * width,
    );
  });

  it('stays the same until the next round time', () => {
    const of = (time: string) =>
      spanOf({ kind: 'last', preset: '1h' }, new Date(time));
    expect(of('2026-11-24T22:06:59.999Z')).toEqual(
      of('2026-11-24T22:06:00.000Z'),
    );
    expect(of('2026-11-24T22:07:00.000Z')).not.toEqual(
      of('2026-11-24T22:06:59.999Z'),
    );
  });

  it('is the last week where the list has no beginning', () => {
    expect(spanOf({ kind: 'any' }, now)).toEqual(
      spanOf({ kind: 'last', preset: '7d' }, now),
    );
  });

  it('is exactly the window where that has both ends', () => {
    const since = '2026-11-24T21:30:00.000Z';
    const until = '2026-11-24T21:59:59.999Z';
    expect(spanOf({ kind: 'between', since, until }, now)).toEqual({
      since,
      until,
      buckets: 30,
    });
  });

  it('is one that the portal API takes, whatever the window', () => {
    fc.assert(
      fc.property(windows, window => {
        const { since, until, buckets } = spanOf(window, now);
        expect(Date.parse(since)).toBeLessThan(Date.parse(until));
        expect(buckets).toBeGreaterThanOrEqual(1);
        expect(buckets).toBeLessThanOrEqual(200);
        expect(Number.isInteger(buckets)).toBe(true);
      }),
    );
  });
});
