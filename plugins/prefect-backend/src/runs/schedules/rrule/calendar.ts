export const DAY_MS = 86_400_000;

/** A day as the number of days since 1 January 1970. */
export type DayNumber = number;

/** What a calendar says of a day. */
export type CalendarDay = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly monthDay: number;
  readonly monthLength: number;
  /** From 1. */
  readonly yearDay: number;
  readonly yearLength: number;
  /** Monday is 0. */
  readonly weekday: number;
};

export function dayOf(wall: number): DayNumber {
  return Math.floor(wall / DAY_MS);
}

/** Months beyond 12 go on into the next years. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  return dayOf(Date.UTC(year, month - 1, day));
}

/** Monday is 0. */
export function weekdayOf(day: DayNumber): number {
  // 1 January 1970 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

export function yearLengthOf(year: number): number {
  return dayNumber(year + 1, 1, 1) - dayNumber(year, 1, 1);
}

export function calendarDay(day: DayNumber): CalendarDay {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    monthDay: date.getUTCDate(),
    monthLength: dayNumber(year, month + 1, 1) - dayNumber(year, month, 1),
    yearDay: day - dayNumber(year, 1, 1) + 1,
    yearLength: yearLengthOf(year),
    weekday: weekdayOf(day),
  };
}

/** Easter Sunday of the western churches (the anonymous Gregorian computus). */
export function easterOf(year: number): DayNumber {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const h =
    (19 * a +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return dayNumber(year, Math.floor(sum / 31), (sum % 31) + 1);
}
