import { dayNumber, weekdayOf, yearLengthOf } from './calendar';

/**
 * The days of a year, from 0, that are in one of the numbered weeks. Week 1 is the first
 * with four days in the year; negative numbers count from the last.
 *
 * As dateutil has it: the first days of a year that are in the last week of the year
 * before count the length of this year, not of that one.
 */
export function daysInWeeks(
  year: number,
  weeks: readonly number[],
  weekStart: number,
): ReadonlySet<number> {
  const days = new Set<number>();
  const { length, firstWeek, firstStart, weekCount } = weeksOf(year, weekStart);
  const addWeek = (number: number) => {
    const begin = number === 1 ? firstWeek : firstStart + (number - 1) * 7;
    for (let day = begin; day < begin + 7 && day < length; day++) {
      if (day > begin && isWeekStart(year, day, weekStart)) break;
      days.add(day);
    }
  };
  for (const week of weeks) {
    const number = week < 0 ? week + weekCount + 1 : week;
    if (number > 0 && number <= weekCount) addWeek(number);
  }
  if (weeks.includes(1)) addWeek(weekCount + 1);
  if (firstWeek > 0 && weeks.includes(lastWeekBefore(year, weeks, weekStart))) {
    for (let day = 0; day < firstWeek; day++) days.add(day);
  }
  return days;
}

function weeksOf(year: number, weekStart: number) {
  const length = yearLengthOf(year);
  const weekday = weekdayOf(dayNumber(year, 1, 1));
  const toStart = (7 - weekday + weekStart) % 7;
  // With four days or more before the first start of a week, these are week 1.
  const isShared = toStart >= 4;
  const firstWeek = isShared ? 0 : toStart;
  const inWeeks = isShared
    ? length + ((weekday - weekStart + 7) % 7)
    : length - toStart;
  return {
    length,
    /** The first day of the year that is in week 1. */
    firstWeek,
    /** Where week 1 starts, which may be in the year before. */
    firstStart: isShared ? toStart - 7 : toStart,
    weekCount: Math.floor(inWeeks / 7) + Math.floor((inWeeks % 7) / 4),
  };
}

function isWeekStart(year: number, day: number, weekStart: number): boolean {
  return weekdayOf(dayNumber(year, 1, 1) + day) === weekStart;
}

function lastWeekBefore(
  year: number,
  weeks: readonly number[],
  weekStart: number,
): number {
  if (weeks.includes(-1)) return -1;
  const before = year - 1;
  const weekday = weekdayOf(dayNumber(before, 1, 1));
  const toStart = (7 - weekday + weekStart) % 7;
  if (toStart >= 4) {
    const rest = (yearLengthOf(before) + ((weekday - weekStart + 7) % 7)) % 7;
    return 52 + Math.floor(rest / 4);
  }
  const { length, firstWeek } = weeksOf(year, weekStart);
  return 52 + Math.floor(((length - firstWeek) % 7) / 4);
}
