import {
  calendarDay,
  easterOf,
  type CalendarDay,
  type DayNumber,
} from './calendar';
import type { NthWeekday, Rule } from './Recurrence';
import { daysInWeeks } from './weeksOfYear';

/** Whether a rule may fire on a day; dateutil's filter. Weeks are computed once a year. */
export function createDayTest(rule: Rule): (day: DayNumber) => boolean {
  const weeks = new Map<number, ReadonlySet<number>>();
  const weeksIn = (year: number, numbers: readonly number[]) => {
    const known = weeks.get(year);
    if (known) return known;
    const days = daysInWeeks(year, numbers, rule.weekStart);
    weeks.set(year, days);
    return days;
  };
  const { months, monthDays, yearDays, weekdays, nthWeekdays } = rule;
  return number => {
    const day = calendarDay(number);
    if (months && !months.includes(day.month)) return false;
    if (rule.weeks && !weeksIn(day.year, rule.weeks).has(day.yearDay - 1)) {
      return false;
    }
    if (weekdays && !weekdays.includes(day.weekday)) return false;
    if (nthWeekdays && !nthWeekdays.some(nth => isNth(rule, day, nth))) {
      return false;
    }
    if (rule.easterDays?.includes(number - easterOf(day.year)) === false) {
      return false;
    }
    if (monthDays && !isOneOf(monthDays, day.monthDay, day.monthLength)) {
      return false;
    }
    return !yearDays || isOneOf(yearDays, day.yearDay, day.yearLength);
  };
}

/** Counted from the start, or from the end with negative numbers. */
function isOneOf(
  wanted: readonly number[],
  place: number,
  length: number,
): boolean {
  return wanted.includes(place) || wanted.includes(place - length - 1);
}

/** In its month, or in its year where a yearly rule names no month. */
function isNth(
  { frequency, months }: Rule,
  day: CalendarDay,
  { weekday, nth }: NthWeekday,
): boolean {
  if (day.weekday !== weekday) return false;
  const isOfYear = frequency === 'YEARLY' && !months;
  const place = isOfYear ? day.yearDay : day.monthDay;
  const length = isOfYear ? day.yearLength : day.monthLength;
  return nth > 0
    ? Math.ceil(place / 7) === nth
    : -Math.ceil((length - place + 1) / 7) === nth;
}
