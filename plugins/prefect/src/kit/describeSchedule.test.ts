import { aSchedule } from '../testing';
import { describeSchedule } from './describeSchedule';

const mine = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const theirs = mine === 'Europe/Berlin' ? 'America/New_York' : 'Europe/Berlin';

const words = (over: Parameters<typeof aSchedule>[0]) =>
  describeSchedule(aSchedule({ timezone: mine, ...over }));

const HOUR_MS = 3_600_000;

describe('describeSchedule', () => {
  it.each([
    ['*/15 * * * *', 'Every 15 minutes'],
    ['0 23 * * *', 'At 23:00'],
    ['30 7 * * 1-5', 'At 07:30, Monday through Friday'],
    ['0 6 * * 7', 'At 06:00, only on Sunday'],
    ['@daily', 'At 00:00'],
    // Prefect has seconds at the end.
    ['0 6 * * 1 30', 'At 06:00:30, only on Monday'],
  ])('says the cron %s in words', (expression, expected) => {
    expect(words({ kind: 'cron', expression })).toBe(expected);
  });

  it.each([
    [HOUR_MS, 'Every 1 hr'],
    [90 * 60_000, 'Every 1 hr 30 min'],
    [24 * HOUR_MS, 'Every 1 day'],
  ])('says an interval of %d ms in words', (ms, expected) => {
    expect(words({ kind: 'interval', expression: String(ms) })).toBe(expected);
  });

  it.each([
    ['FREQ=DAILY;BYHOUR=7', 'Every day at 7'],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE', 'Every week on Monday, Wednesday'],
    [
      'DTSTART:20260101T000000Z\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1',
      'Every month on the 1st',
    ],
  ])('says the rule %s in words', (expression, expected) => {
    expect(words({ kind: 'rrule', expression })).toBe(expected);
  });

  it.each([
    ['cron', '61 * * * *'],
    ['cron', 'R R * * *'],
    ['cron', ''],
    ['rrule', 'every now and then'],
    ['rrule', 'FREQ=SECONDLY'],
    ['rrule', 'FREQ=DAILY;BYHOUR=7;BYMINUTE=30'],
    ['rrule', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1'],
    ['rrule', 'RRULE:FREQ=DAILY\nEXDATE:20260101T000000Z'],
  ] as const)(
    'leaves the %s %j as it is when it has no words',
    (kind, text) => {
      expect(words({ kind, expression: text })).toBe(text);
    },
  );

  it('names the zone when it is not the reader’s', () => {
    const nightly = aSchedule({ expression: '0 23 * * *', timezone: theirs });
    const place = theirs === 'Europe/Berlin' ? 'Berlin' : 'New York';

    expect(describeSchedule(nightly)).toBe(`At 23:00, ${place}`);
  });

  it.each([[mine], [null]])('names no zone for %s', timezone => {
    expect(words({ expression: '0 23 * * *', timezone })).toBe('At 23:00');
  });

  it('reads places of several words', () => {
    const zone = 'America/Argentina/Buenos_Aires';
    expect(words({ expression: '0 23 * * *', timezone: zone })).toBe(
      'At 23:00, Buenos Aires',
    );
  });
});
