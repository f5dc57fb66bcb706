import type { Instant } from './Mirror';

const RFC_3339 =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * A time of Prefect in the mirror's one form. Keeps microseconds, which `Date` would lose.
 *
 * @throws Error when it is no RFC 3339 time
 */
export function toInstant(text: string): Instant {
  const match = RFC_3339.exec(text);
  if (!match) throw new Error(`Not a time: ${text}`);
  const [, seconds, fraction = '', zone] = match;
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  const utc = isUtc(zone)
    ? seconds
    : new Date(`${seconds}${zone}`).toISOString().slice(0, 19);
  return `${utc}.${micros}Z` as Instant;
}

/** The same for what may be absent. */
export function toInstantOrNull(
  text: string | null | undefined,
): Instant | null {
  return text ? toInstant(text) : null;
}

/** A moment of our own clock. */
export function instantOf(date: Date): Instant {
  return toInstant(date.toISOString());
}

function isUtc(zone: string): boolean {
  return /^(?:Z|[+-]00:?00)$/.test(zone);
}
