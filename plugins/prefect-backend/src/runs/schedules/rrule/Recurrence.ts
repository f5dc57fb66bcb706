import type { WallTime } from '../Zone';

/** From the longest to the shortest, as the calendar has them. */
export const FREQUENCIES = [
  'YEARLY',
  'MONTHLY',
  'WEEKLY',
  'DAILY',
  'HOURLY',
  'MINUTELY',
  'SECONDLY',
] as const;

/** What a rule repeats by. */
export type Frequency = (typeof FREQUENCIES)[number];

/** A weekday of a month or year: the second, the last. Monday is 0. */
export type NthWeekday = { readonly weekday: number; readonly nth: number };

/** An RRULE with what it takes over from its start. An absent list takes every value. */
export type Rule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly start: WallTime;
  readonly until: WallTime | undefined;
  readonly count: number | undefined;
  /** First day of the week; Monday is 0. */
  readonly weekStart: number;
  readonly positions: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  /** Negative ones count from the end. */
  readonly monthDays: readonly number[] | undefined;
  readonly yearDays: readonly number[] | undefined;
  readonly weeks: readonly number[] | undefined;
  readonly weekdays: readonly number[] | undefined;
  readonly nthWeekdays: readonly NthWeekday[] | undefined;
  /** Days from Easter. */
  readonly easterDays: readonly number[] | undefined;
  readonly hours: readonly number[] | undefined;
  readonly minutes: readonly number[] | undefined;
  readonly seconds: readonly number[] | undefined;
};

/** What an `rrule` text says: rules and dates, less excluded rules and dates. */
export type Recurrence = {
  readonly rules: readonly Rule[];
  readonly dates: readonly WallTime[];
  readonly excludedRules: readonly Rule[];
  readonly excludedDates: readonly WallTime[];
};

/** Whether a frequency is shorter than another. */
export function isShorter(frequency: Frequency, than: Frequency): boolean {
  return FREQUENCIES.indexOf(frequency) > FREQUENCIES.indexOf(than);
}
