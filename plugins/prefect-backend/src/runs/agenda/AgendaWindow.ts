import { InvalidRequestError } from '../InvalidRequestError';

/** A window of time around now, in milliseconds since 1970; both ends belong to it. */
export type AgendaWindow = {
  readonly since: number;
  readonly now: number;
  readonly until: number;
};

/** The window as it is asked for; RFC 3339. */
export type AskedWindow = {
  readonly since?: string;
  readonly until?: string;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_BEFORE_MS = 3 * HOUR_MS;
const DEFAULT_AHEAD_MS = DAY_MS;
const MOST_BEFORE_MS = 7 * DAY_MS;
const MOST_AHEAD_MS = 14 * DAY_MS;

/** @throws InvalidRequestError when it is too long or the wrong way round */
export function readWindow(asked: AskedWindow, now: number): AgendaWindow {
  const since = asked.since ? Date.parse(asked.since) : now - DEFAULT_BEFORE_MS;
  const until = asked.until ? Date.parse(asked.until) : now + DEFAULT_AHEAD_MS;
  if (since >= until) {
    throw new InvalidRequestError('`since` must be before `until`.');
  }
  if (since < now - MOST_BEFORE_MS || until > now + MOST_AHEAD_MS) {
    throw new InvalidRequestError(
      'The window may begin at most 7 days ago and end at most in 14 days.',
    );
  }
  return { since, now, until };
}
