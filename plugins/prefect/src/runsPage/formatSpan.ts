/** Below this length of time seconds tell its ends apart, ms. */
const SHORT_MS = 5 * 60_000;

/** A stretch of time in the reader's zone: `Nov 24, 21:30 – 22:00`; whole days: `Nov 24`. */
export function formatSpan(
  { since, until }: { since: string; until: string },
  now: Date,
  locale?: string,
): string {
  const from = new Date(since);
  const to = new Date(until);
  const isThisYear = [from, to].every(
    time => time.getFullYear() === now.getFullYear(),
  );
  const day: Intl.DateTimeFormatOptions = {
    ...(isThisYear ? {} : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
  };
  if (from < to && isMidnight(from) && isMidnight(to)) {
    return new Intl.DateTimeFormat(locale, day).formatRange(
      from,
      new Date(to.getTime() - 1),
    );
  }
  return new Intl.DateTimeFormat(locale, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    ...(to.getTime() - from.getTime() < SHORT_MS ? { second: '2-digit' } : {}),
  }).formatRange(from, to);
}

function isMidnight(time: Date): boolean {
  return time.getTime() === new Date(time).setHours(0, 0, 0, 0);
}
