import fc from 'fast-check';
import type { Timing } from '../Timing';
import type { Question } from './prefectTimes';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** With every kind of change: an hour, half an hour, in the other half of the year, none. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Pacific/Chatham',
  'Asia/Kolkata',
  'UTC',
];

/** Days on which a clock of these zones is changed, and any other. */
const DAYS = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2024-02-28',
  '2026-12-30',
].map(day => Date.parse(day));

const zone = fc.constantFrom(...ZONES);

const window = fc
  .record({
    day: fc.oneof(
      fc.constantFrom(...DAYS),
      fc.integer({ min: 19_750, max: 21_500 }).map(number => number * DAY_MS),
    ),
    shift: fc.integer({ min: -20 * HOUR_MS, max: 8 * HOUR_MS }),
    hours: fc.constantFrom(2, 7, 30, 24 * 7, 24 * 40),
  })
  .map(({ day, shift, hours }) => {
    const from = day + Math.round(shift / 60_000) * 60_000;
    return { from, until: from + hours * HOUR_MS };
  });

const list = (item: fc.Arbitrary<string>, most = 3) =>
  fc.array(item, { minLength: 1, maxLength: most }).map(all => all.join(','));

const number = (min: number, max: number) =>
  fc.integer({ min, max }).map(String);

/** Ranges may wrap, as croniter allows. */
const part = (min: number, max: number) =>
  fc.oneof(
    { weight: 6, arbitrary: number(min, max) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(number(min, max), number(min, max))
        .map(([low, high]) => `${low}-${high}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(number(min, max), number(min, max), number(1, 7))
        .map(([low, high, step]) => `${low}-${high}/${step}`),
    },
    { weight: 1, arbitrary: number(1, 20).map(step => `*/${step}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(number(min, max), number(1, 9))
        .map(([low, step]) => `${low}/${step}`),
    },
  );

const field = (min: number, max: number) =>
  fc.oneof(fc.constant('*'), list(part(min, max)));

const dayOfMonth = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  { weight: 3, arbitrary: list(part(1, 31)) },
  { weight: 1, arbitrary: fc.constantFrom('l', '15,l', '?', '1,31', '0-5') },
);

const dayOfWeek = fc.oneof(
  { weight: 4, arbitrary: fc.constant('*') },
  { weight: 3, arbitrary: list(part(0, 7)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'mon-fri',
      'fri-mon',
      'sat,sun',
      '2#3',
      'mon#1,fri#5',
      'l5',
      'wed-fri#2',
      '1,2#3',
      '?',
    ),
  },
);

const cron = fc
  .tuple(
    field(0, 59),
    field(0, 23),
    dayOfMonth,
    fc.oneof(
      fc.constant('*'),
      list(part(1, 12)),
      fc.constantFrom('oct-mar', 'mar,oct,nov'),
    ),
    dayOfWeek,
    fc.option(field(0, 59), { freq: 8, nil: undefined }),
  )
  .map(fields => fields.filter(Boolean).join(' '));

const rulePart = (name: string, values: fc.Arbitrary<string>, freq = 4) =>
  fc
    .option(values, { freq, nil: undefined })
    .map(value => (value === undefined ? [] : [`${name}=${value}`]));

/** The other way round than `option`: mostly left out. */
const rarely = (name: string, values: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.integer({ min: 0, max: 5 }), values)
    .map(([dice, value]) => (dice === 0 ? [`${name}=${value}`] : []));

const signed = (max: number) =>
  fc.oneof(number(1, max), number(-max, -1)).filter(text => text !== '0');

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');

const rule = fc
  .record({
    frequency: fc.constantFrom(
      'YEARLY',
      'MONTHLY',
      'WEEKLY',
      'DAILY',
      'HOURLY',
      'MINUTELY',
      'SECONDLY',
    ),
    rest: fc.tuple(
      rulePart('INTERVAL', number(1, 9), 2),
      rarely('BYMONTH', list(number(1, 12), 6)),
      rarely('BYMONTHDAY', list(signed(31))),
      rarely('BYYEARDAY', list(signed(366), 5)),
      rarely(
        'BYDAY',
        list(fc.oneof(weekday, fc.constantFrom('1MO', '-1FR', '+2TU'))),
      ),
      rarely('BYHOUR', list(number(0, 23))),
      rarely('BYMINUTE', list(number(0, 59))),
      rarely('BYSECOND', list(number(0, 59))),
      rarely('BYSETPOS', list(signed(9))),
      rarely('WKST', weekday),
      rarely('COUNT', number(1, 400)),
      rarely('UNTIL', fc.constant('20261101T120000')),
      rarely('BYEASTER', list(number(-3, 60))),
    ),
    weeks: fc.option(list(signed(53), 5), { freq: 3, nil: undefined }),
  })
  .map(({ frequency, rest, weeks }) =>
    [
      `FREQ=${frequency}`,
      ...rest.flat(),
      // Other rules cannot have weeks; dateutil's answer to them is an accident.
      ...(frequency === 'YEARLY' && weeks ? [`BYWEEKNO=${weeks}`] : []),
    ].join(';'),
  );

/** Near the window, so that dateutil, which counts from the start, comes there in time. */
const start = (from: number) =>
  fc
    .integer({ min: 1, max: 120 * 24 })
    .map(hours =>
      new Date(from - hours * HOUR_MS - 754_000)
        .toISOString()
        .replace(/[-:]|\.\d+Z/g, ''),
    );

const rrule = (from: number) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(start(from), rule)
        .map(([begin, text]) => `DTSTART:${begin}\nRRULE:${text}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(start(from), rule, rule)
        .map(
          ([begin, one, other]) =>
            `DTSTART:${begin}\nRRULE:${one}\nEXRULE:${other}\nRDATE:20261025T023000`,
        ),
    },
    {
      weight: 1,
      arbitrary: rule.filter(text => !/MINUTELY|SECONDLY/.test(text)),
    },
  );

const anchor = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2027-06-01') })
  .map(ms => new Date(ms).toISOString());

const everyMs = fc.oneof(
  fc.integer({ min: 60, max: 1_440 * 3 }).map(minutes => minutes * 60_000),
  fc.constantFrom(DAY_MS, 7 * DAY_MS, 25 * HOUR_MS, HOUR_MS, 900_000),
);

const base = { timezone: null, anchor: null, dayOr: null };

/** Schedules of all kinds, with windows that mostly lie at a change of the clocks. */
export const schedule: fc.Arbitrary<Question> = window.chain(span =>
  fc
    .oneof<fc.Arbitrary<Timing>[]>(
      fc.record({
        ...constants(base),
        kind: fc.constant('cron' as const),
        expression: cron,
        timezone: fc.option(zone),
        dayOr: fc.boolean(),
      }),
      fc.record({
        ...constants(base),
        kind: fc.constant('rrule' as const),
        expression: rrule(span.from),
        timezone: zone,
      }),
      fc.record({
        ...constants(base),
        kind: fc.constant('interval' as const),
        expression: everyMs.map(String),
        timezone: zone,
        anchor,
      }),
    )
    .map(timing => ({ timing, ...span })),
);

function constants<T extends object>(values: T) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.constant(value)]),
  ) as { [K in keyof T]: fc.Arbitrary<T[K]> };
}
