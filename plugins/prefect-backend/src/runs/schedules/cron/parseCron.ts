import { ScheduleError } from '../ScheduleError';
import type { Cron, CronField, CronValue } from './Cron';

type Bounds = {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** So many values are all of them. */
  readonly count: number;
};

const MINUTE = 0;
const HOUR = 1;
const DAY = 2;
const MONTH = 3;
const WEEKDAY = 4;
const SECOND = 5;
const YEAR = 6;

/** In the order of the expression. Prefect puts seconds and years last. */
const FIELDS: readonly Bounds[] = [
  { name: 'minute', least: 0, most: 59, count: 60 },
  { name: 'hour', least: 0, most: 23, count: 24 },
  { name: 'day of the month', least: 1, most: 31, count: 31 },
  { name: 'month', least: 1, most: 12, count: 12 },
  { name: 'day of the week', least: 0, most: 6, count: 7 },
  { name: 'second', least: 0, most: 59, count: 60 },
  { name: 'year', least: 1970, most: 2099, count: 130 },
];

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');

const NAMES: ReadonlyMap<number, ReadonlyMap<string, number>> = new Map([
  [MONTH, new Map(MONTHS.map((name, index) => [name, index + 1]))],
  [WEEKDAY, new Map(WEEKDAYS.map((name, index) => [name, index]))],
]);

const ALIASES: Readonly<Record<string, string>> = {
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const RANDOM = /^[hr](\(\d+-\d+\))?(\/\d+)?$/;
const RANGE = /^([^-]+)-([^-/]+)(?:\/(\d+))?$/;
const NTH_WEEKDAY = new RegExp(
  `^((?:${WEEKDAYS.join('|')})(?:-(?:${WEEKDAYS.join('|')}))?|\\w+)#(\\d+)$`,
);

/**
 * Reads a cron expression as Prefect's croniter does (3.8.8): 5 fields, a sixth for
 * seconds, a seventh for years; ranges that wrap (`fri-mon`), `5-5` for all, `l`, `2#3`
 * (the third Tuesday) and `l5` (the last Friday).
 *
 * @throws ScheduleError
 */
export function parseCron(text: string): Cron {
  const lower = text.toLowerCase();
  const fields = (ALIASES[lower] ?? lower).split(/\s+/).filter(Boolean);
  if (fields.length < 5 || fields.length > 7) {
    throw new ScheduleError(
      `A cron expression has 5 fields, or 6 with seconds or 7 with years at the end; "${text}" has ${fields.length}.`,
    );
  }
  const nthWeekdays = new Map<number, Set<number | 'l'>>();
  const values = fields.map((_, index) =>
    parseField({ fields, index, nthWeekdays }),
  );
  assertNotMixed(values[WEEKDAY], nthWeekdays);
  return {
    minute: values[MINUTE],
    hour: values[HOUR],
    day: values[DAY],
    month: values[MONTH],
    weekday: values[WEEKDAY],
    second: values[SECOND],
    year: values[YEAR],
    nthWeekdays,
  };
}

type Field = {
  readonly fields: readonly string[];
  readonly index: number;
  readonly nthWeekdays: Map<number, Set<number | 'l'>>;
};

function parseField(field: Field): CronField {
  const { fields, index } = field;
  const values = new Set<CronValue>();
  const parts = anyFor(field).split(',');
  // Ranges put their values back, as texts, so that each is checked by itself.
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { base, nth } = withoutNth(part, field);
    const range = rangeOf(base, index);
    if (range) {
      const suffix = nth === undefined || nth === 'l' ? '' : `#${nth}`;
      const items = writeOut(range, field).map(value => `${value}${suffix}`);
      parts.push(...items.filter(item => !parts.includes(item)));
      continue;
    }
    const value = valueOf(base, field);
    values.add(value);
    if (nth !== undefined && typeof value === 'number') {
      const known = field.nthWeekdays.get(value) ?? new Set();
      field.nthWeekdays.set(value, known.add(nth));
    }
  }
  const isAll = values.size === FIELDS[index].count && !isUnion(fields, index);
  return isAll ? ['*'] : [...values].sort(inOrder);
}

/** All days of one kind are not "any" where the other kind is restricted: they are united. */
function isUnion(fields: readonly string[], index: number): boolean {
  return (
    (index === DAY && !fields[WEEKDAY].includes('*')) ||
    (index === WEEKDAY && !fields[DAY].includes('*'))
  );
}

/** `?` means any day. */
function anyFor({ fields, index }: Field): string {
  const text = fields[index];
  if (RANDOM.test(text)) {
    throw new ScheduleError(
      'Random (R) and hashed (H) times cannot be told in advance. Write times.',
    );
  }
  if (!text.includes('?')) return text;
  if (text !== '?' || (index !== DAY && index !== WEEKDAY)) {
    throw unreadable(text, index);
  }
  return '*';
}

/** `2#3` and `l5` name one weekday of a month. */
function withoutNth(
  part: string,
  { index }: Field,
): { base: string; nth?: number | 'l' } {
  if (index !== WEEKDAY) return { base: part };
  const last = /^l(\d+)$/.exec(part);
  if (last) return { base: last[1], nth: 'l' };
  const match = NTH_WEEKDAY.exec(part);
  if (!match) return { base: part };
  const nth = Number(match[2]);
  if (nth < 1 || nth > 5) throw unreadable(part, index);
  return { base: match[1], nth };
}

type Range = {
  readonly low: string;
  readonly high: string;
  readonly step: number;
};

/** `1-5`, `1-5/2`; also `*\/2`, and `3/2` for from 3 on. */
function rangeOf(text: string, index: number): Range | undefined {
  const { least, most } = FIELDS[index];
  const starred = text.replace(/^\*(?=\/.)/, `${least}-${most}`);
  const match =
    RANGE.exec(starred) ??
    RANGE.exec(text.replace(/^(.+)\/(.+)$/, `$1-${most}/$2`));
  if (!match) return undefined;
  const [, low, high, step = '1'] = match;
  return { low, high, step: Number(step) };
}

function writeOut({ low, high, step }: Range, field: Field): number[] {
  const { least, most } = FIELDS[field.index];
  const from = numberOf(low, field);
  const to = numberOf(field.index === DAY && high === 'l' ? '31' : high, field);
  if (from > most || to > most || step < 1) {
    throw unreadable(field.fields[field.index], field.index);
  }
  if (from === to) return series(least, most, step);
  if (from < to) return series(from, to, step);
  const head = series(from, most, step);
  return [...head, ...series(least + skipped(head, field, step), to, step)];
}

/** After a range has wrapped, the step goes on counting where the field ended. */
function skipped(
  head: readonly number[],
  { index }: Field,
  step: number,
): number {
  const { least, most } = FIELDS[index];
  const last = head[head.length - 1];
  const left = most - last;
  return last - least + step > most - least + 1 && left < step
    ? step - left
    : 0;
}

function series(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

function valueOf(text: string, field: Field): CronValue {
  if (text === '*') return '*';
  if (field.index === DAY && text === 'l') return 'l';
  const value = numberOf(text, field);
  const { least, most } = FIELDS[field.index];
  if (value < least || value > most) throw unreadable(text, field.index);
  return value;
}

function numberOf(text: string, { fields, index }: Field): number {
  const value = /^\d+$/.test(text) ? Number(text) : NAMES.get(index)?.get(text);
  if (value === undefined) throw unreadable(text, index);
  return withAlias(value, index, fields.length);
}

/** Sunday may be 7 in 5 fields only, and day 0 be 1 in 6 only, as croniter has it. */
function withAlias(value: number, index: number, fieldCount: number): number {
  if (index === WEEKDAY && value === 7 && fieldCount === 5) return 0;
  if (index === DAY && value === 0 && fieldCount === 6) return 1;
  return value;
}

/** `*` before and `l` behind the numbers. */
function inOrder(a: CronValue, b: CronValue): number {
  const place = (value: CronValue) =>
    typeof value === 'number' ? value : { '*': -1, l: Infinity }[value];
  return place(a) - place(b);
}

function assertNotMixed(
  weekdays: CronField,
  nthWeekdays: ReadonlyMap<number, unknown>,
): void {
  if (nthWeekdays.size === 0 || weekdays.length === 7) return;
  const plain = weekdays.filter(
    value => typeof value === 'number' && !nthWeekdays.has(value),
  );
  if (plain.length > 0) {
    throw new ScheduleError(
      'Days of the week cannot be mixed with days such as 2#3 or L5.',
    );
  }
}

function unreadable(text: string, index: number): ScheduleError {
  return new ScheduleError(
    `"${text}" is no ${FIELDS[index].name} of a cron expression.`,
  );
}
