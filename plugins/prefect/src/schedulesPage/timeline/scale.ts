/** The time that a drawing spans, in milliseconds since 1970. */
export type Span = { readonly since: number; readonly until: number };

/** Drawings are so many units wide, however wide they are shown. */
export const WIDTH = 1_000;

const HOUR_MS = 3_600_000;
/** Zones begin their hours at quarters. */
const STEP_MS = HOUR_MS / 4;
/** Hours between two ticks, and for spans up to how many hours. */
const TICKS = [
  [10, 1],
  [28, 3],
  [80, 12],
  [Infinity, 24],
] as const;

/** Where a moment is, from 0 to 1. */
export function shareOf(time: number, { since, until }: Span): number {
  return (time - since) / (until - since);
}

/** Where a moment is in a drawing. */
export function xOf(time: number, span: Span): number {
  return Math.round(shareOf(time, span) * WIDTH * 100) / 100;
}

/** A tick of the scale: a full hour in a zone. */
export type Tick = { readonly time: number; readonly label: string };

/** Full hours of a zone; midnight has the day. */
export function ticksOf(span: Span, zone: string): Tick[] {
  const hours = (span.until - span.since) / HOUR_MS;
  const every = TICKS.find(([most]) => hours <= most)?.[1] ?? 24;
  const clock = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const ticks: Tick[] = [];
  const first = Math.ceil(span.since / STEP_MS) * STEP_MS;
  for (let time = first; time <= span.until; time += STEP_MS) {
    const [hour, minute] = clock.format(time).split(':').map(Number);
    if (minute !== 0 || hour % every !== 0) continue;
    ticks.push({
      time,
      label: labelOf(time, { isMidnight: hour === 0, zone }),
    });
  }
  return ticks;
}

function labelOf(
  time: number,
  { isMidnight, zone }: { isMidnight: boolean; zone: string },
): string {
  return new Intl.DateTimeFormat(
    undefined,
    isMidnight
      ? { weekday: 'short', day: 'numeric', timeZone: zone }
      : { hour: '2-digit', minute: '2-digit', timeZone: zone },
  ).format(time);
}

/** A path of dots; a line of no length is drawn as its caps only. */
export function dots(times: readonly number[], span: Span, y: number): string {
  return times.map(time => `M${xOf(time, span)} ${y}h0`).join('');
}

/** A path of upright lines. */
export function uprights(
  times: readonly number[],
  span: Span,
  height: number,
): string {
  return times.map(time => `M${xOf(time, span)} 0v${height}`).join('');
}

/** The index of the moment that is nearest to a share of the span. */
export function nearest(
  times: readonly number[],
  span: Span,
  share: number,
): number {
  const wanted = span.since + share * (span.until - span.since);
  return times.reduce(
    (best, time, index) =>
      Math.abs(time - wanted) < Math.abs(times[best] - wanted) ? index : best,
    0,
  );
}
