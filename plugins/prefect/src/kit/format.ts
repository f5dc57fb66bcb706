const STEPS = [
  [86_400, 'day', 3_600, 'hour'],
  [3_600, 'hour', 60, 'minute'],
  [60, 'minute', 1, 'second'],
] as const;

/** A duration in at most two units: `1 min 4 s`, `2 h`, `350 ms`. */
export function formatDuration(ms: number, locale?: string): string {
  const unit = (value: number, name: Intl.NumberFormatOptions['unit']) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: 0,
    }).format(value);
  const whole = Math.round(ms);
  if (whole < 1000) return unit(whole, 'millisecond');
  const seconds = Math.round(whole / 1000);
  for (const [size, name, below, belowName] of STEPS) {
    if (seconds < size) continue;
    const rest = Math.floor((seconds % size) / below);
    const main = unit(Math.floor(seconds / size), name);
    return rest > 0 ? `${main} ${unit(rest, belowName)}` : main;
  }
  return unit(seconds, 'second');
}

const RELATIVE = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** The clock of the page is up to so many seconds behind, so this near past looks like future. */
const JUST_NOW_S = 10;

/** How far a time is from now: `4 min ago`, `in 2 h`. */
export function formatRelative(time: Date, now: Date, locale?: string): string {
  const format = new Intl.RelativeTimeFormat(locale, {
    numeric: 'auto',
    style: 'short',
  });
  const seconds = Math.round((time.getTime() - now.getTime()) / 1000);
  for (const [size, name] of RELATIVE) {
    if (Math.abs(seconds) >= size) {
      return format.format(Math.trunc(seconds / size), name);
    }
  }
  return format.format(Math.abs(seconds) <= JUST_NOW_S ? 0 : seconds, 'second');
}

/** The time of day, with the date when it is another day, in the reader's zone. */
export function formatTime(time: Date, now: Date, locale?: string): string {
  const isToday = time.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    ...(time.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}

/** Everything about a time, in a zone. */
export function formatFull(
  time: Date,
  zone: string | undefined,
  locale?: string,
): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: zone,
  }).format(time);
}

/** A share of one in percent, with a digit where it matters. */
export function formatShare(share: number, locale?: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: share > 0.9 && share < 1 ? 1 : 0,
  }).format(share);
}
