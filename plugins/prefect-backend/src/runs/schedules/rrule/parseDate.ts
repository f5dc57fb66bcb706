import { ScheduleError } from '../ScheduleError';
import type { WallTime } from '../Zone';

/** A date of a rule: the time that is written, and whether a zone is written with it. */
export type RuleDate = { readonly wall: WallTime; readonly hasZone: boolean };

const DATE =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?(Z)?$/;

/**
 * Reads a date of iCalendar. Prefect keeps the time that is written and puts the
 * schedule's own zone to it, whatever zone the text names (3.8.8).
 *
 * @throws ScheduleError
 */
export function parseDate(text: string): RuleDate {
  const match = DATE.exec(text);
  const wall = match ? wallOf(match.slice(1, 7).map(Number)) : undefined;
  if (wall === undefined) {
    throw new ScheduleError(
      `"${text}" is no date. Write it as 20261124T090000.`,
    );
  }
  return { wall, hasZone: match?.[7] !== undefined };
}

/** Undefined for a day that no calendar has. */
function wallOf(parts: readonly number[]): WallTime | undefined {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts.map(part =>
    Number.isNaN(part) ? undefined : part,
  );
  // JavaScript takes a year of two digits for one of the last century.
  if (!year || year < 1000 || month === undefined) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(wall);
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute;
  return isReal ? wall : undefined;
}
