import fc from 'fast-check';
import {
  formatDuration,
  formatFull,
  formatRelative,
  formatShare,
  formatTime,
} from './format';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Record<string, number> = {
  ms: 1,
  sec: SECOND,
  min: MINUTE,
  hr: HOUR,
  day: DAY,
  days: DAY,
};

/** A formatted duration as a number again. */
const read = (text: string) =>
  [...text.matchAll(/([\d,]+) (\w+)/g)].reduce(
    (sum, [, count, unit]) =>
      sum + Number(count.replace(/,/g, '')) * UNITS[unit],
    0,
  );

const anyDuration = fc.integer({ min: 0, max: 1_000 * DAY });

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [350, '350 ms'],
    [999.7, '1 sec'],
    [SECOND, '1 sec'],
    [59_900, '1 min'],
    [64_000, '1 min 4 sec'],
    [2 * HOUR, '2 hr'],
    [2 * HOUR + 59 * SECOND, '2 hr'],
    [DAY + 3 * HOUR + 20 * MINUTE, '1 day 3 hr'],
  ])('says %d ms as %s', (ms, words) => {
    expect(formatDuration(ms, 'en')).toBe(words);
  });

  it('speaks the language of the reader', () => {
    expect(formatDuration(64_000, 'de')).toBe('1 Min. 4 Sek.');
  });

  it('never has more than two units', () => {
    fc.assert(
      fc.property(anyDuration, ms => {
        expect(formatDuration(ms, 'en')).toMatch(/^[\d,]+ \w+( \d+ \w+)?$/);
      }),
    );
  });

  it('is off by less than its smaller unit, or half a second', () => {
    fc.assert(
      fc.property(anyDuration, ms => {
        const words = formatDuration(ms, 'en');
        const largest = UNITS[words.match(/ (\w+)/)![1]];
        const tolerance =
          { [DAY]: HOUR, [HOUR]: MINUTE }[largest] ?? SECOND / 2;
        expect(Math.abs(read(words) - ms)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });

  it('never shrinks as time goes on', () => {
    fc.assert(
      fc.property(anyDuration, anyDuration, (one, other) => {
        const [less, more] = [one, other].sort((a, b) => a - b);
        expect(read(formatDuration(less, 'en'))).toBeLessThanOrEqual(
          read(formatDuration(more, 'en')),
        );
      }),
    );
  });
});

describe('formatRelative', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const relative = (ms: number) =>
    formatRelative(new Date(now.getTime() + ms), now, 'en');

  it.each([
    [0, 'now'],
    [-9 * SECOND, 'now'],
    [10 * SECOND, 'now'],
    [-11 * SECOND, '11 sec. ago'],
    [-4 * MINUTE, '4 min. ago'],
    [-4 * MINUTE - 59 * SECOND, '4 min. ago'],
    [2 * HOUR, 'in 2 hr.'],
    [-DAY, 'yesterday'],
    [DAY, 'tomorrow'],
    [-9 * DAY, '9 days ago'],
  ])('says %d ms from now as %s', (ms, words) => {
    expect(relative(ms)).toBe(words);
  });

  it('tells past from future', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11 * SECOND, max: 1_000 * DAY }), ms => {
        expect(relative(ms)).toMatch(/^in |tomorrow/);
        expect(relative(-ms)).toMatch(/ ago$|yesterday/);
      }),
    );
  });
});

describe('formatTime', () => {
  // Local, as the reader of the page has it.
  const now = new Date(2026, 10, 24, 12, 0);

  it.each([
    [
      'the time alone on the same day',
      new Date(2026, 10, 24, 9, 5),
      '09:05 AM',
    ],
    [
      'the day too on another one',
      new Date(2026, 10, 23, 9, 5),
      'Nov 23, 09:05 AM',
    ],
    [
      'the year too in another one',
      new Date(2025, 10, 24, 9, 5),
      'Nov 24, 2025, 09:05 AM',
    ],
  ])('is %s', (_, time, words) => {
    expect(formatTime(time, now, 'en-US').replace(/\s/g, ' ')).toBe(words);
  });
});

describe('formatFull', () => {
  const time = new Date('2026-11-24T23:30:15Z');

  it.each([
    ['UTC', 'Nov 24, 2026, 11:30:15 PM'],
    ['Europe/Berlin', 'Nov 25, 2026, 12:30:15 AM'],
    ['Asia/Kathmandu', 'Nov 25, 2026, 5:15:15 AM'],
  ])('is the time in %s', (zone, words) => {
    expect(formatFull(time, zone, 'en-US').replace(/\s/g, ' ')).toBe(words);
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [0.714, '71%'],
    [0.981, '98.1%'],
    [1, '100%'],
  ])('says %d as %s', (share, words) => {
    expect(formatShare(share, 'en')).toBe(words);
  });

  it('says 100 % only of all', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999 }),
        fc.integer({ min: 0, max: 998 }),
        (total, completed) => {
          fc.pre(completed < total);
          expect(formatShare(completed / total, 'en')).not.toBe('100%');
        },
      ),
    );
  });
});
