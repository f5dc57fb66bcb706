import type { ScheduleTiming } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Units of an interval in milliseconds, from the longest. */
export const UNIT_MS = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1_000,
} as const;

/** A unit of an interval. */
export type Unit = keyof typeof UNIT_MS;

/** A schedule as one edits it; what is of another kind is kept meanwhile. */
export type TimingForm = {
  readonly kind: ScheduleTiming['kind'];
  readonly cron: string;
  readonly rrule: string;
  readonly every: string;
  readonly unit: Unit;
  readonly zone: string;
};

/** Prefect makes a rule start somewhere when it does not say where. */
const DAILY = { cron: '0 7 * * *', rrule: 'FREQ=DAILY;BYHOUR=7' };

/** The schedule in the form. */
export function toForm({
  kind,
  expression,
  timezone,
}: ScheduleTiming): TimingForm {
  const ms = kind === 'interval' ? Number(expression) : UNIT_MS.hours;
  const unit = unitOf(ms);
  return {
    kind,
    cron: kind === 'cron' ? expression : DAILY.cron,
    rrule: kind === 'rrule' ? expression : DAILY.rrule,
    every: String(ms / UNIT_MS[unit]),
    unit,
    zone: timezone ?? '',
  };
}

/**
 * What the form says.
 *
 * @param before - keeps its anchor, which is what an interval is counted from
 * @param now - the anchor of what was no interval before
 */
export function toTiming(
  { kind, cron, rrule, every, unit, zone }: TimingForm,
  before: ScheduleTiming,
  now: Date,
): ScheduleTiming {
  const common = { timezone: zone.trim() || null, anchor: null, dayOr: null };
  switch (kind) {
    case 'cron':
      return {
        ...common,
        kind,
        expression: cron.trim(),
        dayOr: before.kind === 'cron' ? before.dayOr : true,
      };
    case 'rrule':
      return { ...common, kind, expression: rrule.trim() };
    case 'interval':
      return {
        ...common,
        kind,
        expression: String(Math.round(Number(every) * UNIT_MS[unit])),
        anchor: before.anchor ?? now.toISOString(),
      };
    default:
      return kind satisfies never;
  }
}

/** The longest in which it is a whole number. */
function unitOf(ms: number): Unit {
  const units = Object.keys(UNIT_MS) as Unit[];
  return units.find(unit => ms % UNIT_MS[unit] === 0) ?? 'seconds';
}
