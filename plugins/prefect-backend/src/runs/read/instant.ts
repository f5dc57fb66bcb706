import type { Instant } from '../../mirror';

/** The moment as the tables keep it: UTC with six digits, so that text sorts as time. */
export function instantAt(ms: number): Instant {
  return new Date(ms).toISOString().replace('Z', '000Z') as Instant;
}

/** An RFC 3339 time of any zone as the tables keep it. Milliseconds are kept. */
export function parseInstant(time: string): Instant {
  return instantAt(Date.parse(time));
}
