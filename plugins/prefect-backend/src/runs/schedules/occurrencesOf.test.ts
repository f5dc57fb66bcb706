import fc from 'fast-check';
import { schedule } from './__testUtils__/arbitrarySchedules';
import { occurrencesOf } from './occurrencesOf';
import { ScheduleError } from './ScheduleError';
import type { Timing } from './Timing';

const timing = (
  kind: Timing['kind'],
  expression: string,
  more: Partial<Timing> = {},
): Timing => ({
  kind,
  expression,
  timezone: null,
  anchor: null,
  dayOr: null,
  ...more,
});

const berlin = { timezone: 'Europe/Berlin' };
const newYork = { timezone: 'America/New_York' };

/** Moments of UTC; the answer's in the same form, without what they have in common. */
function timesOf(schedule_: Timing, from: string, until: string): string[] {
  const { times } = occurrencesOf(schedule_, {
    from: Date.parse(from),
    until: Date.parse(until),
    limit: 100,
  });
  return times.map(time =>
    new Date(time).toISOString().replace(/^\d{4}-|:00\.000Z$/g, ''),
  );
}

describe('occurrencesOf', () => {
  // What Prefect 3.8.8 answered on Python 3.11.
  it.each<[string, Timing, string, string, string[]]>([
    [
      'cron fires at a skipped time before the change',
      timing('cron', '30 2 * * *', berlin),
      '2026-03-27T22:00Z',
      '2026-03-31T03:00Z',
      ['03-28T01:30', '03-29T00:30', '03-30T00:30', '03-31T00:30'],
    ],
    [
      'cron fires once where two skipped times meet others',
      timing('cron', '*/30 * * * *', berlin),
      '2026-03-28T23:45Z',
      '2026-03-29T01:30Z',
      ['03-29T00:00', '03-29T00:30', '03-29T01:00', '03-29T01:30'],
    ],
    [
      'cron fires in the first of two equal hours only',
      timing('cron', '*/30 * * * *', berlin),
      '2026-10-24T23:15Z',
      '2026-10-25T02:30Z',
      [
        '10-24T23:30',
        '10-25T00:00',
        '10-25T00:30',
        '10-25T02:00',
        '10-25T02:30',
      ],
    ],
    [
      'cron keeps its time of day over the changes in New York',
      timing('cron', '0 9 * * *', newYork),
      '2026-10-31T00:00Z',
      '2026-11-02T23:00Z',
      ['10-31T13:00', '11-01T14:00', '11-02T14:00'],
    ],
    [
      'cron without a zone is in UTC',
      timing('cron', '0 */6 * * *'),
      '2026-10-25T01:20Z',
      '2026-10-25T23:00Z',
      ['10-25T06:00', '10-25T12:00', '10-25T18:00'],
    ],
    [
      'cron does not fire on 1 March when it steps to day 31 from February',
      timing('cron', '0 0 1,31 * *'),
      '2026-02-02T00:00Z',
      '2026-04-02T00:00Z',
      ['03-31T00:00', '04-01T00:00'],
    ],
    [
      'cron unites days of the month and of the week',
      timing('cron', '0 0 13 * fri'),
      '2026-11-01T01:00Z',
      '2026-11-20T00:00Z',
      ['11-06T00:00', '11-13T00:00', '11-20T00:00'],
    ],
    [
      'cron wants both days where Prefect is told so',
      timing('cron', '0 0 13 * fri', { dayOr: false }),
      '2026-11-01T01:00Z',
      '2026-11-20T00:00Z',
      ['11-13T00:00'],
    ],
    [
      'an interval below a day counts hours that pass',
      timing('interval', String(3_600_000), {
        ...berlin,
        anchor: '2020-01-01T09:00:00+01:00',
      }),
      '2026-03-29T00:00Z',
      '2026-03-29T03:00Z',
      ['03-29T00:00', '03-29T01:00', '03-29T02:00', '03-29T03:00'],
    ],
    [
      'a daily interval counts from its anchor, which is an hour later in summer',
      timing('interval', String(86_400_000), {
        ...berlin,
        anchor: '2020-01-01T09:00:00+01:00',
      }),
      '2026-07-01T00:00Z',
      '2026-07-03T00:00Z',
      ['07-01T08:00', '07-02T08:00'],
    ],
    [
      'a daily interval has the runs of both sides behind a change',
      timing('interval', String(86_400_000), {
        ...berlin,
        anchor: '2020-01-01T09:00:00+01:00',
      }),
      '2026-10-24T00:00Z',
      '2026-10-28T00:00Z',
      [
        '10-24T08:00',
        '10-25T09:00',
        '10-26T08:00',
        '10-26T09:00',
        '10-27T08:00',
        '10-27T09:00',
      ],
    ],
    [
      'an interval fires before its anchor as well',
      timing('interval', String(7 * 3_600_000), {
        anchor: '2026-12-01T00:00:00Z',
      }),
      '2026-10-24T23:15Z',
      '2026-10-25T23:00Z',
      ['10-25T06:00', '10-25T13:00', '10-25T20:00'],
    ],
    [
      'a rule fires at a skipped time before the change',
      timing('rrule', 'FREQ=DAILY;BYHOUR=2;BYMINUTE=30', berlin),
      '2026-03-27T22:00Z',
      '2026-03-30T03:00Z',
      ['03-28T01:30', '03-29T00:30', '03-30T00:30'],
    ],
    [
      'a rule fires in the first of two equal hours only',
      timing('rrule', 'FREQ=MINUTELY;INTERVAL=30', berlin),
      '2026-10-24T23:45Z',
      '2026-10-25T02:00Z',
      ['10-25T00:00', '10-25T00:30', '10-25T02:00'],
    ],
    [
      'a rule is in the zone of the schedule, whatever DTSTART says',
      timing(
        'rrule',
        'DTSTART;TZID=Asia/Tokyo:20260101T090000\nRRULE:FREQ=DAILY',
        newYork,
      ),
      '2026-07-01T00:00Z',
      '2026-07-02T00:00Z',
      ['07-01T13:00'],
    ],
    [
      'a rule on the last working day of a month',
      timing('rrule', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'),
      '2026-10-01T00:00Z',
      '2026-12-01T00:00Z',
      ['10-30T00:00', '11-30T00:00'],
    ],
    [
      'a rule less excluded rules and dates, and with single ones',
      timing(
        'rrule',
        'DTSTART:20260101T060000 RRULE:FREQ=DAILY EXRULE:FREQ=WEEKLY;BYDAY=SA,SU EXDATE:20261127T060000 RDATE:20261128T073000',
      ),
      '2026-11-26T00:00Z',
      '2026-12-01T00:00Z',
      ['11-26T06:00', '11-28T07:30', '11-30T06:00'],
    ],
    [
      'a rule that has been used up',
      timing('rrule', 'DTSTART:20261101T060000 RRULE:FREQ=DAILY;COUNT=3'),
      '2026-11-02T00:00Z',
      '2026-12-01T00:00Z',
      ['11-02T06:00', '11-03T06:00'],
    ],
  ])('%s', (_, schedule_, from, until, expected) => {
    expect(timesOf(schedule_, from, until)).toEqual(expected);
  });

  it('takes the start of the window, to the millisecond', () => {
    const every5 = timing('cron', '*/5 * * * *');
    expect(
      timesOf(every5, '2026-11-24T09:00:00.000Z', '2026-11-24T09:05Z'),
    ).toEqual(['11-24T09:00', '11-24T09:05']);
    expect(
      timesOf(every5, '2026-11-24T09:00:00.001Z', '2026-11-24T09:05Z'),
    ).toEqual(['11-24T09:05']);
  });

  it.each([
    ['every second of a month', timing('cron', '* * * * * *')],
    [
      'an interval of a millisecond',
      timing('interval', '1', { anchor: '2020-01-01T00:00:00Z' }),
    ],
    ['a rule of every second', timing('rrule', 'FREQ=SECONDLY')],
  ])('gives as many as were asked for of %s, and says so', (_, schedule_) => {
    const { times, isCut } = occurrencesOf(schedule_, {
      from: Date.parse('2026-11-01T00:00:00Z'),
      until: Date.parse('2026-12-01T00:00:00Z'),
      limit: 250,
    });
    expect(times).toHaveLength(250);
    expect(isCut).toBe(true);
  });

  it.each([
    ['cron', '0 0 30 2 *'],
    ['rrule', 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'],
    [
      'rrule',
      'DTSTART:20000101T000000 RRULE:FREQ=HOURLY;BYMONTHDAY=30;BYMONTH=2;COUNT=9',
    ],
    ['rrule', 'FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7'],
  ] as const)(
    'is done soon with what never fires: %s %s',
    (kind, expression) => {
      const started = performance.now();
      expect(
        timesOf(
          timing(kind, expression),
          '2026-01-01T00:00Z',
          '2026-01-15T00:00Z',
        ),
      ).toEqual([]);
      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );

  it.each([
    ['cron', '* * * *', /5 fields/],
    ['cron', '61 * * * *', /no minute/],
    ['cron', '0 0 * * 8', /no day of the week/],
    ['cron', '0 0 0 * *', /no day of the month/],
    ['cron', '*/0 * * * *', /no minute/],
    ['cron', 'h * * * *', /Random/],
    ['cron', '0 0 * * 1,2#3', /cannot be mixed/],
    ['cron', '0 0 ?,1 * *', /no day of the month/],
    ['rrule', 'INTERVAL=2', /needs a FREQ/],
    ['rrule', 'FREQ=DAILY;INTERVAL=0', /at least 1/],
    ['rrule', 'FREQ=DAILY;', /no part/],
    ['rrule', 'FREQ=DAILY;BYHOUR=24', /0 to 23/],
    ['rrule', 'FREQ=DAILY;BYDAY=XX', /no day of the week/],
    ['rrule', 'FREQ=DAILY;UNTIL=20301231T000000Z', /both end in Z/],
    ['rrule', 'FREQ=HOURLY;INTERVAL=2;BYHOUR=1', /never fires/],
    ['rrule', 'DTSTART:20260230T000000 RRULE:FREQ=DAILY', /no date/],
    [
      'rrule',
      'DTSTART:19700101T000000 RRULE:FREQ=SECONDLY;COUNT=900000000',
      /too many/,
    ],
    ['rrule', 'RDATE', /no part/],
    ['interval', '0', /at least a millisecond/],
  ] as const)(
    'says what is wrong with %s "%s"',
    (kind, expression, message) => {
      const ask = () =>
        timesOf(
          timing(kind, expression, { anchor: '2020-01-01T00:00:00Z' }),
          '2026-11-24T00:00Z',
          '2026-11-25T00:00Z',
        );
      expect(ask).toThrow(ScheduleError);
      expect(ask).toThrow(message);
    },
  );

  it('says that there is no such zone', () => {
    const ask = () =>
      timesOf(
        timing('cron', '0 0 * * *', { timezone: 'Mars/Olympus' }),
        '2026-11-24T00:00Z',
        '2026-11-25T00:00Z',
      );
    expect(ask).toThrow('There is no time zone "Mars/Olympus".');
  });

  it('answers in order, each once, inside of the window, as often as asked', () => {
    fc.assert(
      fc.property(schedule, ({ timing: any, from, until }) => {
        const times = attempt(() =>
          occurrencesOf(any, { from, until, limit: 500 }),
        );
        let before = from - 1;
        for (const time of times) {
          expect(time).toBeGreaterThan(before);
          expect(time).toBeLessThanOrEqual(until);
          before = time;
        }
        expect(times.length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it('answers the same for a window as for its two halves', () => {
    const rules = schedule.filter(({ timing: { kind } }) => kind === 'rrule');
    fc.assert(
      fc.property(rules, ({ timing: rule, from, until }) => {
        const middle = Math.floor((from + until) / 2);
        const ask = (start: number, end: number) =>
          attempt(() =>
            occurrencesOf(rule, { from: start, until: end, limit: Infinity }),
          );
        expect([...ask(from, middle), ...ask(middle + 1, until)]).toEqual(
          ask(from, until),
        );
      }),
      { numRuns: 60 },
    );
  });
});

function attempt(ask: () => { times: readonly number[] }): readonly number[] {
  try {
    return ask().times;
  } catch (error) {
    if (error instanceof ScheduleError) return [];
    throw error;
  }
}
