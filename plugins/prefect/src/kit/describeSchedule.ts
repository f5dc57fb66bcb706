import type { DeploymentSchedule } from '@backstage-prefect/backstage-plugin-prefect-common';
import cronstrue from 'cronstrue';
import { type Options, RRuleSet, rrulestr } from 'rrule';
import { formatDuration } from './format';

const readersZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Berlin` of `Europe/Berlin`. */
const placeOf = (zone: string) =>
  (zone.split('/').pop() ?? zone).replace(/_/g, ' ');

/** A schedule in words, with its zone when it is not the reader's; its text if it cannot. */
export function describeSchedule(schedule: DeploymentSchedule): string {
  const words = wordsOf(schedule);
  const { timezone } = schedule;
  return timezone && timezone !== readersZone()
    ? `${words}, ${placeOf(timezone)}`
    : words;
}

function wordsOf({ kind, expression }: DeploymentSchedule): string {
  switch (kind) {
    case 'cron':
      return cronInWords(expression);
    case 'rrule':
      return ruleInWords(expression);
    case 'interval':
      return `Every ${formatDuration(Number(expression))}`;
    default:
      return kind satisfies never;
  }
}

function cronInWords(text: string): string {
  try {
    return cronstrue.toString(secondsFirst(text), {
      use24HourTimeFormat: true,
      verbose: false,
    });
  } catch {
    return text;
  }
}

/** Prefect has seconds behind the days of the week, `cronstrue` in front of the minutes. */
function secondsFirst(text: string): string {
  const [minute, hour, day, month, weekday, second, ...year] = text
    .trim()
    .split(/\s+/);
  return second === undefined
    ? text
    : [second, minute, hour, day, month, weekday, ...year].join(' ');
}

/** What `toText` leaves out, so that its words would say something else. */
const UNSAID = ['byminute', 'bysecond', 'bysetpos'] satisfies (keyof Options)[];

function ruleInWords(text: string): string {
  try {
    const rule = rrulestr(text);
    const hasWords =
      !(rule instanceof RRuleSet) &&
      rule.isFullyConvertibleToText() &&
      !UNSAID.some(option => option in rule.origOptions);
    if (!hasWords) return text;
    const words = rule.toText();
    return words.charAt(0).toUpperCase() + words.slice(1);
  } catch {
    return text;
  }
}
