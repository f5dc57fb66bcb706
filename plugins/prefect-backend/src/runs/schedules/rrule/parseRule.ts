import { ScheduleError } from '../ScheduleError';
import { parseDate, type RuleDate } from './parseDate';
import {
  FREQUENCIES,
  isShorter,
  type Frequency,
  type Rule,
} from './Recurrence';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WEEKDAY = /^([+-]?\d+)?([A-Z]{2})(?:\(([+-]?\d+)\))?$/;

type Parts = ReadonlyMap<string, string>;

const KNOWN = [
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYSETPOS',
  'BYMONTH',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYDAY',
  'BYWEEKDAY',
  'BYEASTER',
  'BYHOUR',
  'BYMINUTE',
  'BYSECOND',
];

/** With any of these, a rule does not repeat on the day of its start. */
const NAMES_OF_DAYS = [
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYDAY',
  'BYEASTER',
];

/**
 * Reads the value of an RRULE; what it leaves out is taken from the start, as dateutil
 * does it.
 *
 * @throws ScheduleError
 */
export function parseRule(text: string, { wall, hasZone }: RuleDate): Rule {
  const parts = partsOf(text);
  const frequency = frequencyOf(parts);
  const start = new Date(wall);
  const until = untilOf(parts, hasZone);
  return {
    frequency,
    interval: positive(parts, 'INTERVAL') ?? 1,
    start: wall,
    until,
    count: positive(parts, 'COUNT'),
    weekStart: weekStartOf(parts),
    positions: positionsOf(parts),
    ...(NAMES_OF_DAYS.some(name => parts.has(name))
      ? daysOf(parts, frequency)
      : daysOfStart(parts, frequency, start)),
    hours: timesOf(parts, 'HOURLY', { frequency, start: start.getUTCHours() }),
    minutes: timesOf(parts, 'MINUTELY', {
      frequency,
      start: start.getUTCMinutes(),
    }),
    seconds: timesOf(parts, 'SECONDLY', {
      frequency,
      start: start.getUTCSeconds(),
    }),
  };
}

function partsOf(text: string): Parts {
  const parts = new Map<string, string>();
  for (const pair of text.split(';')) {
    const [name, value, ...rest] = pair.split('=');
    if (value === undefined || rest.length > 0 || !KNOWN.includes(name)) {
      throw new ScheduleError(`"${pair}" is no part of a recurrence rule.`);
    }
    parts.set(name === 'BYWEEKDAY' ? 'BYDAY' : name, value);
  }
  return parts;
}

function frequencyOf(parts: Parts): Frequency {
  const text = parts.get('FREQ');
  const frequency = FREQUENCIES.find(each => each === text);
  if (!frequency) {
    throw new ScheduleError(
      `A recurrence rule needs a FREQ: ${FREQUENCIES.join(', ')}.`,
    );
  }
  return frequency;
}

function untilOf(parts: Parts, hasStartZone: boolean): number | undefined {
  const text = parts.get('UNTIL');
  if (text === undefined) return undefined;
  const { wall, hasZone } = parseDate(text);
  if (hasZone !== hasStartZone) {
    throw new ScheduleError(
      'Prefect makes no runs for it: UNTIL and DTSTART must either both end in Z, or neither.',
    );
  }
  return wall;
}

type Days = Pick<
  Rule,
  | 'months'
  | 'monthDays'
  | 'yearDays'
  | 'weeks'
  | 'weekdays'
  | 'nthWeekdays'
  | 'easterDays'
>;

function daysOf(parts: Parts, frequency: Frequency): Days {
  const days = (parts.get('BYDAY')?.split(',') ?? []).map(toNthWeekday);
  // Only within a month or a year there is a second Tuesday; elsewhere it is a Tuesday.
  const isCounted = !isShorter(frequency, 'MONTHLY');
  const plain = days.filter(({ nth }) => !isCounted || nth === undefined);
  const nth = days.flatMap(day =>
    isCounted && day.nth !== undefined
      ? [{ weekday: day.weekday, nth: day.nth }]
      : [],
  );
  return {
    months: numbers(parts, 'BYMONTH'),
    monthDays: numbers(parts, 'BYMONTHDAY'),
    yearDays: numbers(parts, 'BYYEARDAY'),
    weeks: numbers(parts, 'BYWEEKNO'),
    easterDays: numbers(parts, 'BYEASTER'),
    weekdays: plain.length > 0 ? plain.map(day => day.weekday) : undefined,
    nthWeekdays: nth.length > 0 ? nth : undefined,
  };
}

/** Without any day a rule repeats on that of its start. */
function daysOfStart(parts: Parts, frequency: Frequency, start: Date): Days {
  const months = numbers(parts, 'BYMONTH');
  const isYearly = frequency === 'YEARLY';
  return {
    months: isYearly ? months ?? [start.getUTCMonth() + 1] : months,
    monthDays:
      isYearly || frequency === 'MONTHLY' ? [start.getUTCDate()] : undefined,
    weekdays:
      frequency === 'WEEKLY' ? [(start.getUTCDay() + 6) % 7] : undefined,
    yearDays: undefined,
    weeks: undefined,
    nthWeekdays: undefined,
    easterDays: undefined,
  };
}

function toNthWeekday(text: string): { weekday: number; nth?: number } {
  const [, before, name, behind] = WEEKDAY.exec(text) ?? [];
  const weekday = WEEKDAYS.indexOf(name ?? '');
  const nth = before ?? behind;
  if (weekday < 0 || Number(nth) === 0) {
    throw new ScheduleError(`"${text}" is no day of the week.`);
  }
  return nth === undefined ? { weekday } : { weekday, nth: Number(nth) };
}

function weekStartOf(parts: Parts): number {
  const text = parts.get('WKST') ?? 'MO';
  const weekday = WEEKDAYS.indexOf(text);
  if (weekday < 0) {
    throw new ScheduleError(`"${text}" is no day of the week.`);
  }
  return weekday;
}

function positionsOf(parts: Parts): readonly number[] | undefined {
  const positions = numbers(parts, 'BYSETPOS');
  if (positions?.some(each => each === 0 || Math.abs(each) > 366)) {
    throw new ScheduleError(
      'BYSETPOS takes 1 to 366, or -1 to -366 from the end.',
    );
  }
  return positions;
}

/** What a rule says of its hours, minutes and seconds. */
const TIMES = {
  HOURLY: { name: 'BYHOUR', base: 24 },
  MINUTELY: { name: 'BYMINUTE', base: 60 },
  SECONDLY: { name: 'BYSECOND', base: 60 },
} as const;

/** A longer rule without any keeps the time of its start. */
function timesOf(
  parts: Parts,
  unit: keyof typeof TIMES,
  { frequency, start }: { frequency: Frequency; start: number },
): readonly number[] | undefined {
  const { name, base } = TIMES[unit];
  const times = numbers(parts, name);
  if (!times) return isShorter(unit, frequency) ? [start] : undefined;
  if (times.some(time => time < 0 || time >= base)) {
    throw new ScheduleError(`${name} takes 0 to ${base - 1}.`);
  }
  if (unit === frequency) {
    const step = commonDivisor(positive(parts, 'INTERVAL') ?? 1, base);
    if (!times.some(time => (time - start) % step === 0)) {
      throw new ScheduleError(
        `It never fires: counting by INTERVAL from its start never meets ${name}.`,
      );
    }
  }
  return times;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** Each once, in order. */
function numbers(parts: Parts, name: string): readonly number[] | undefined {
  const text = parts.get(name);
  if (text === undefined) return undefined;
  const values = text.split(',').map(each => integer(each, name));
  return [...new Set(values)].sort((a, b) => a - b);
}

function positive(parts: Parts, name: string): number | undefined {
  const text = parts.get(name);
  if (text === undefined) return undefined;
  const value = integer(text, name);
  if (value < 1) {
    throw new ScheduleError(`${name} must be at least 1.`);
  }
  return value;
}

function integer(text: string, name: string): number {
  if (!/^[+-]?\d{1,9}$/.test(text)) {
    throw new ScheduleError(`"${text}" is no number for ${name}.`);
  }
  return Number(text);
}
