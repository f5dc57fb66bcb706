import { ScheduleError } from '../ScheduleError';
import type { WallTime } from '../Zone';
import { parseDate, type RuleDate } from './parseDate';
import { parseRule } from './parseRule';
import type { Recurrence } from './Recurrence';

/** Where a rule without DTSTART begins in Prefect. */
const DEFAULT_START: RuleDate = {
  wall: Date.UTC(2020, 0, 1),
  hasZone: false,
};

/** Prefect refuses longer texts. */
const LONGEST = 6_500;

/**
 * Reads an `rrule` text as Prefect and dateutil do: one RRULE, or several lines of
 * DTSTART, RRULE, EXRULE, RDATE and EXDATE, parted by any white space.
 *
 * @throws ScheduleError
 */
export function parseRecurrence(text: string): Recurrence {
  if (text.length > LONGEST) {
    throw new ScheduleError(
      `A recurrence rule has at most ${LONGEST} characters.`,
    );
  }
  const lines = text.toUpperCase().split(/\s+/).filter(Boolean).map(toLine);
  const start = startOf(lines);
  const rulesOf = (name: string) =>
    lines
      .filter(line => line.name === name)
      .map(({ value }) => parseRule(value, start));
  const recurrence = {
    rules: rulesOf('RRULE'),
    excludedRules: rulesOf('EXRULE'),
    dates: datesOf(lines, 'RDATE'),
    excludedDates: datesOf(lines, 'EXDATE'),
  };
  if (recurrence.rules.length === 0 && recurrence.dates.length === 0) {
    throw new ScheduleError('A recurrence rule needs an RRULE.');
  }
  return recurrence;
}

type Line = {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly value: string;
};

const NAMES = ['RRULE', 'EXRULE', 'RDATE', 'EXDATE', 'DTSTART'];

function toLine(text: string): Line {
  const colon = text.indexOf(':');
  if (colon < 0) return { name: 'RRULE', parameters: [], value: text };
  const [name, ...parameters] = text.slice(0, colon).split(';');
  if (!NAMES.includes(name)) {
    throw new ScheduleError(
      `"${name}" is no part of a recurrence rule. Known: ${NAMES.join(', ')}.`,
    );
  }
  return { name, parameters, value: text.slice(colon + 1) };
}

function startOf(lines: readonly Line[]): RuleDate {
  const last = lines.filter(({ name }) => name === 'DTSTART').pop();
  if (!last) return DEFAULT_START;
  const { wall, hasZone } = parseDate(last.value);
  const namesZone = last.parameters.some(each => each.startsWith('TZID='));
  return { wall, hasZone: hasZone || namesZone };
}

function datesOf(lines: readonly Line[], name: string): WallTime[] {
  return lines
    .filter(line => line.name === name)
    .flatMap(({ value }) => value.split(','))
    .map(text => parseDate(text).wall);
}
