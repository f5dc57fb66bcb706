import type { ZoneChoice } from './schedulesFilter';

/** The reader's zone by its name. */
export function readersZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zone in which a time is told, of a schedule that has this one. */
export function zoneOf(choice: ZoneChoice, timezone: string | null): string {
  switch (choice) {
    case 'utc':
      return 'UTC';
    case 'schedule':
      return timezone ?? 'UTC';
    default:
      return readersZone();
  }
}

/** A moment as people say it: the time of day, with the day when it is another one. */
export function formatMoment(
  time: Date,
  { now, zone }: { now: Date; zone: string },
): string {
  const day = new Intl.DateTimeFormat(undefined, {
    dateStyle: 'short',
    timeZone: zone,
  });
  const isToday = day.format(time) === day.format(now);
  return new Intl.DateTimeFormat(undefined, {
    ...(isToday ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    // What fires by the second says so.
    ...(time.getUTCSeconds() === 0 ? {} : { second: '2-digit' }),
    timeZone: zone,
  }).format(time);
}
