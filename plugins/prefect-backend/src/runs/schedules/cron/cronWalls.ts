import type { WallTime } from '../Zone';
import { isAny, type Cron, type CronField } from './Cron';

/** Whether days of the month and of the week unite or must both fit; Prefect's `day_or`. */
export type DayRule = 'either' | 'both';

const SECOND_MS = 1_000;
/** The search is given up behind so many years, as in croniter. */
const MOST_YEARS = 50;

/**
 * The times at which a cron expression fires, from a time on and including it, in order.
 * Ends when there is none within 50 years.
 *
 * This is croniter's own search, step by step, because its results are not always what
 * the expression says: `0 0 1,31 * *` does not fire on 1 March, because the step from
 * February to day 31 goes past it.
 */
export function* cronWalls(
  cron: Cron,
  from: WallTime,
  days: DayRule,
): Generator<WallTime, void> {
  let last = Math.ceil(from / SECOND_MS) * SECOND_MS - SECOND_MS;
  for (;;) {
    const next = nextAfter(cron, last, days);
    if (next === undefined) return;
    yield next;
    last = next;
  }
}

function nextAfter(
  cron: Cron,
  last: WallTime,
  days: DayRule,
): WallTime | undefined {
  if (days === 'both' || cron.day[0] === '*' || cron.weekday[0] === '*') {
    return search(cron, last);
  }
  const byDay = search({ ...cron, weekday: ['*'] }, last);
  const byWeekday = search({ ...cron, day: ['*'] }, last);
  // Prefect makes no runs at all when either part never fires.
  if (byDay === undefined || byWeekday === undefined) return undefined;
  return Math.min(byDay, byWeekday);
}

/** Moves the date forward by one field; whether it moved, or `end` when nothing is left. */
type Move = (date: Date, cron: Cron) => boolean | 'end';

const MOVES: readonly Move[] = [
  toYear,
  toMonth,
  toDay,
  (date, cron) =>
    cron.nthWeekdays.size > 0
      ? toNthWeekday(date, cron)
      : toWeekday(date, cron),
  toHour,
  toMinute,
  toSecond,
];

function search(cron: Cron, last: WallTime): WallTime | undefined {
  const step = cron.second ? SECOND_MS : 60 * SECOND_MS;
  const date = new Date(last + step);
  const lastYear = date.getUTCFullYear() + MOST_YEARS;
  while (date.getUTCFullYear() <= lastYear) {
    const moved = firstMove(date, cron);
    if (moved === 'end') return undefined;
    if (!moved) return date.getTime();
  }
  return undefined;
}

function firstMove(date: Date, cron: Cron): boolean | 'end' {
  for (const move of MOVES) {
    const moved = move(date, cron);
    if (moved) return moved;
  }
  return false;
}

function toYear(date: Date, { year }: Cron): boolean | 'end' {
  if (!year || isAny(year)) return false;
  const next = year.find(
    value => typeof value === 'number' && value >= date.getUTCFullYear(),
  );
  if (typeof next !== 'number') return 'end';
  if (next === date.getUTCFullYear()) return false;
  date.setUTCFullYear(next, 0, 1);
  date.setUTCHours(0, 0, 0, 0);
  return true;
}

function toMonth(date: Date, { month }: Cron): boolean {
  if (isAny(month)) return false;
  const distance = distanceTo(month, date.getUTCMonth() + 1, 12);
  if (distance === 0) return false;
  date.setUTCMonth(date.getUTCMonth() + distance, 1);
  date.setUTCHours(0, 0, 0, 0);
  return true;
}

function toDay(date: Date, { day }: Cron): boolean {
  if (isAny(day)) return false;
  const length = daysInMonth(date);
  if (day.includes('l') && date.getUTCDate() === length) return false;
  return skipDays(date, distanceTo(day, date.getUTCDate(), length));
}

function toWeekday(date: Date, { weekday }: Cron): boolean {
  if (isAny(weekday)) return false;
  return skipDays(date, distanceTo(weekday, date.getUTCDay(), 7));
}

function toNthWeekday(date: Date, { nthWeekdays }: Cron): boolean {
  const today = date.getUTCDate();
  const candidates: number[] = [];
  for (const [weekday, places] of nthWeekdays) {
    const days = weekdaysOfMonth(date, weekday);
    for (const place of places) {
      const day = place === 'l' ? days[days.length - 1] : days[place - 1];
      if (day !== undefined && day >= today) candidates.push(day);
    }
  }
  return candidates.length > 0
    ? skipDays(date, Math.min(...candidates) - today)
    : skipDays(date, daysInMonth(date) - today + 1);
}

function toHour(date: Date, { hour }: Cron): boolean {
  if (isAny(hour)) return false;
  const distance = distanceTo(hour, date.getUTCHours(), 24);
  if (distance === 0) return false;
  date.setUTCHours(date.getUTCHours() + distance, 0, 0);
  return true;
}

function toMinute(date: Date, { minute }: Cron): boolean {
  if (isAny(minute)) return false;
  const distance = distanceTo(minute, date.getUTCMinutes(), 60);
  if (distance === 0) return false;
  date.setUTCMinutes(date.getUTCMinutes() + distance, 0);
  return true;
}

function toSecond(date: Date, { second }: Cron): boolean {
  if (!second) {
    date.setUTCSeconds(0);
    return false;
  }
  if (isAny(second)) return false;
  const distance = distanceTo(second, date.getUTCSeconds(), 60);
  if (distance === 0) return false;
  date.setUTCSeconds(date.getUTCSeconds() + distance);
  return true;
}

function skipDays(date: Date, count: number): boolean {
  if (count === 0) return false;
  date.setUTCDate(date.getUTCDate() + count);
  date.setUTCHours(0, 0, 0, 0);
  return true;
}

/** How far the next value is, past the end of the range where there is none before it. */
function distanceTo(field: CronField, value: number, length: number): number {
  for (const candidate of field) {
    const number = candidate === 'l' ? length : Number(candidate);
    if (number >= value) return number - value;
  }
  return Number(field[0]) - value + length;
}

function daysInMonth(date: Date): number {
  return new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
}

function weekdaysOfMonth(date: Date, weekday: number): number[] {
  const first = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
  ).getUTCDay();
  const days: number[] = [];
  const length = daysInMonth(date);
  for (let day = 1 + ((weekday - first + 7) % 7); day <= length; day += 7) {
    days.push(day);
  }
  return days;
}
