/** A value of a field; `l` is the last day of the month, `*` any. */
export type CronValue = number | 'l' | '*';

/** Sorted; never empty. */
export type CronField = readonly CronValue[];

/** Which of a weekday in its month: the second, the last. */
export type NthWeekdays = ReadonlyMap<number, ReadonlySet<number | 'l'>>;

/** A cron expression with ranges and names written out. */
export type Cron = {
  readonly minute: CronField;
  readonly hour: CronField;
  readonly day: CronField;
  readonly month: CronField;
  /** Sunday is 0. */
  readonly weekday: CronField;
  /** Undefined means second 0. */
  readonly second: CronField | undefined;
  readonly year: CronField | undefined;
  readonly nthWeekdays: NthWeekdays;
};

/** Whether a field takes every value. */
export function isAny(field: CronField): boolean {
  return field.includes('*');
}
