import { ScheduleError } from '../ScheduleError';
import type { WallTime } from '../Zone';
import {
  DAY_MS,
  dayNumber,
  dayOf,
  weekdayOf,
  type DayNumber,
} from './calendar';
import { createDayTest } from './createDayTest';
import { isShorter, type Rule } from './Recurrence';

/** Both ends belong to it. */
export type WallSpan = { readonly from: WallTime; readonly until: WallTime };

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Steps that are made to count from the start of a rule with COUNT. */
const MOST_STEPS = 2_000_000;

/** Called at every step of the search. */
type Tick = () => void;

/**
 * The times at which a rule fires in a span, in order. The work is bounded by the span,
 * whatever the rule: it begins at the span and not at the rule's start.
 *
 * @throws ScheduleError when a rule with COUNT began too long ago to be counted
 */
export function* ruleWalls(
  rule: Rule,
  span: WallSpan,
): Generator<WallTime, void> {
  const until = Math.min(span.until, rule.until ?? Infinity);
  const { count, start } = rule;
  if (count === undefined) {
    const from = Math.max(span.from, start);
    yield* candidates(rule, { from, until }, () => {});
    return;
  }
  let left = count;
  for (const wall of candidates(rule, { from: start, until }, limitSteps())) {
    if (left === 0) return;
    left -= 1;
    if (wall >= span.from) yield wall;
  }
}

function limitSteps(): Tick {
  let steps = 0;
  return () => {
    steps += 1;
    if (steps <= MOST_STEPS) return;
    throw new ScheduleError(
      'It counts too many times (COUNT) to tell where it stands. Give it a later DTSTART.',
    );
  };
}

function candidates(
  rule: Rule,
  span: WallSpan,
  tick: Tick,
): Generator<WallTime, void> {
  return isShorter(rule.frequency, 'DAILY')
    ? withinDays(rule, span, tick)
    : byPeriod(rule, span, tick);
}

/** YEARLY to DAILY: the days of a period, each with the same times. */
function* byPeriod(
  rule: Rule,
  span: WallSpan,
  tick: Tick,
): Generator<WallTime, void> {
  const isInRule = createDayTest(rule);
  const isDay = (day: DayNumber) => {
    tick();
    return isInRule(day);
  };
  const times = product(rule.hours, rule.minutes, rule.seconds);
  for (const period of periods(rule, span)) {
    // Places are counted in the whole period; without them only the span is looked at.
    const days = rule.positions ? period : overlap(period, span);
    const walls = rule.positions
      ? atPositions(daysIn(days, isDay), times, rule.positions)
      : allOf(daysIn(days, isDay), times);
    for (const wall of walls) {
      tick();
      if (wall > span.until) break;
      if (wall >= span.from) yield wall;
    }
  }
}

/** Both ends belong to it. */
type Days = { readonly first: DayNumber; readonly last: DayNumber };

type Origin = { readonly first: DayNumber; readonly weekStart: number };

type Periods = {
  /** The last step whose period begins on the day or before it; the rule has begun then. */
  stepTo(rule: Rule, day: DayNumber): number;
  /** The period so many units behind the first. */
  at(origin: Origin, units: number): Days;
};

const PERIODS: Record<'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY', Periods> = {
  YEARLY: {
    stepTo: ({ start, interval }, day) =>
      Math.floor((yearOf(day) - yearOf(dayOf(start))) / interval),
    at: ({ first }, units) => {
      const year = yearOf(first) + units;
      return {
        first: dayNumber(year, 1, 1),
        last: dayNumber(year + 1, 1, 1) - 1,
      };
    },
  },
  MONTHLY: {
    stepTo: ({ start, interval }, day) =>
      Math.floor((monthsTo(day) - monthsTo(dayOf(start))) / interval),
    at: ({ first }, units) => {
      const months = monthsTo(first) + units;
      const year = Math.floor(months / 12);
      const month = (months % 12) + 1;
      return {
        first: dayNumber(year, month, 1),
        last: dayNumber(year, month + 1, 1) - 1,
      };
    },
  },
  WEEKLY: {
    stepTo: ({ start, interval, weekStart }, day) =>
      Math.floor((day - weekOf(dayOf(start), weekStart)) / (7 * interval)),
    // The first week begins with the rule.
    at: ({ first, weekStart }, units) => {
      const week = weekOf(first, weekStart) + 7 * units;
      return { first: Math.max(week, first), last: week + 6 };
    },
  },
  DAILY: {
    stepTo: ({ start, interval }, day) =>
      Math.floor((day - dayOf(start)) / interval),
    at: ({ first }, units) => ({ first: first + units, last: first + units }),
  },
};

function* periods(rule: Rule, { from, until }: WallSpan): Generator<Days> {
  const { interval, start, weekStart } = rule;
  const first = dayOf(start);
  const lastDay = dayOf(until);
  const periodOf = PERIODS[rule.frequency as keyof typeof PERIODS];
  for (let step = periodOf.stepTo(rule, dayOf(from)); ; step++) {
    const period = periodOf.at({ first, weekStart }, step * interval);
    if (period.first > lastDay) return;
    yield period;
  }
}

function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

function monthsTo(day: DayNumber): number {
  return yearOf(day) * 12 + new Date(day * DAY_MS).getUTCMonth();
}

function weekOf(day: DayNumber, weekStart: number): DayNumber {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

function overlap({ first, last }: Days, { from, until }: WallSpan): Days {
  return {
    first: Math.max(first, dayOf(from)),
    last: Math.min(last, dayOf(until)),
  };
}

function daysIn(
  { first, last }: Days,
  isDay: (day: DayNumber) => boolean,
): DayNumber[] {
  const days: DayNumber[] = [];
  for (let day = first; day <= last; day++) if (isDay(day)) days.push(day);
  return days;
}

function* allOf(
  days: readonly DayNumber[],
  times: readonly number[],
): Generator<WallTime> {
  for (const day of days) {
    for (const time of times) yield day * DAY_MS + time;
  }
}

/** BYSETPOS: the n-th of all times in the period, from the end where negative. */
function atPositions(
  days: readonly DayNumber[],
  times: readonly number[],
  positions: readonly number[],
): WallTime[] {
  const count = days.length * times.length;
  const places = positions
    .map(position => (position > 0 ? position - 1 : count + position))
    .filter(place => place >= 0 && place < count);
  return [...new Set(places)]
    .sort((a, b) => a - b)
    .map(
      place =>
        days[Math.floor(place / times.length)] * DAY_MS +
        times[place % times.length],
    );
}

/** HOURLY to SECONDLY: the units of each day that is in the rule. */
function* withinDays(
  rule: Rule,
  span: WallSpan,
  tick: Tick,
): Generator<WallTime, void> {
  const isDay = createDayTest(rule);
  const { unit, times } = unitOf(rule);
  for (let day = dayOf(span.from); day <= dayOf(span.until); day++) {
    tick();
    if (!isDay(day)) continue;
    const end = (day + 1) * DAY_MS;
    let start = inPhase(rule, unit, day * DAY_MS);
    while (start < end) {
      tick();
      if (start > span.until) return;
      if (!isHourOf(rule, start)) {
        start = inPhase(rule, unit, Math.floor(start / HOUR_MS + 1) * HOUR_MS);
        continue;
      }
      if (isMinuteOf(rule, start)) {
        for (const time of times) {
          const wall = start + time;
          if (wall >= span.from && wall <= span.until) yield wall;
        }
      }
      start += rule.interval * unit;
    }
  }
}

/** The first unit of the rule that begins at a time or behind it. */
function inPhase(
  { start, interval }: Rule,
  unit: number,
  wall: WallTime,
): WallTime {
  const first = Math.floor(start / unit) * unit;
  const step = interval * unit;
  return first + Math.ceil((wall - first) / step) * step;
}

function unitOf(rule: Rule): { unit: number; times: readonly number[] } {
  const within = (unit: number, times: readonly number[]) => ({
    unit,
    times: rule.positions ? atPositions([0], times, rule.positions) : times,
  });
  switch (rule.frequency) {
    case 'HOURLY':
      return within(HOUR_MS, product([0], rule.minutes, rule.seconds));
    case 'MINUTELY':
      return within(MINUTE_MS, product([0], [0], rule.seconds));
    default:
      return within(SECOND_MS, [0]);
  }
}

function isHourOf({ hours }: Rule, wall: WallTime): boolean {
  return !hours || hours.includes(new Date(wall).getUTCHours());
}

/** Minutes and seconds are times of a longer unit, and choose among shorter ones. */
function isMinuteOf(
  { frequency, minutes, seconds }: Rule,
  wall: WallTime,
): boolean {
  const date = new Date(wall);
  if (frequency === 'HOURLY') return true;
  if (minutes && !minutes.includes(date.getUTCMinutes())) return false;
  if (frequency === 'MINUTELY') return true;
  return !seconds || seconds.includes(date.getUTCSeconds());
}

/** Times of a day in milliseconds, in order. */
function product(
  hours: readonly number[] = [0],
  minutes: readonly number[] = [0],
  seconds: readonly number[] = [0],
): number[] {
  return hours.flatMap(hour =>
    minutes.flatMap(minute =>
      seconds.map(
        second => hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS,
      ),
    ),
  );
}
