const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const LENGTHS = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY };

/** A window that ends now. */
export type Preset = keyof typeof LENGTHS;

/** Windows that end now, shortest first. */
export const PRESETS = Object.keys(LENGTHS) as Preset[];

/** Whether the text names a window that ends now. */
const isPreset = (text: string): text is Preset =>
  PRESETS.some(preset => preset === text);

/** When runs started or should start. Times are ISO 8601 in UTC. */
export type TimeWindow =
  | { readonly kind: 'any' }
  | { readonly kind: 'last'; readonly preset: Preset }
  | {
      readonly kind: 'between';
      readonly since?: string;
      readonly until?: string;
    };

const TIME =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * The window that a URL asks for: `since` is a preset or, like `until`, a time in RFC 3339.
 * A preset ends now whatever `until` says; a window that ends before it begins is none.
 */
export function readWindow(search: URLSearchParams): TimeWindow {
  const text = search.get('since') ?? '';
  if (isPreset(text)) return { kind: 'last', preset: text };
  return between(readTime(text), readTime(search.get('until') ?? ''));
}

/** The window from a time to a time, where there are any and they are in this order. */
export function between(
  since: string | undefined,
  until: string | undefined,
): TimeWindow {
  const isAny = since === undefined && until === undefined;
  const isTurned = since !== undefined && until !== undefined && since >= until;
  if (isAny || isTurned) return { kind: 'any' };
  return {
    kind: 'between',
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

function readTime(text: string): string | undefined {
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The parameters by which a URL asks for the window. */
export function writeWindow(window: TimeWindow): URLSearchParams {
  switch (window.kind) {
    case 'any':
      return new URLSearchParams();
    case 'last':
      return new URLSearchParams({ since: window.preset });
    case 'between':
      return new URLSearchParams({
        ...(window.since !== undefined && { since: window.since }),
        ...(window.until !== undefined && { until: window.until }),
      });
    default:
      return window satisfies never;
  }
}

/** What a chart shows: a stretch of time, cut into buckets of equal width. */
export type Span = {
  readonly since: string;
  readonly until: string;
  readonly buckets: number;
};

/** The window of the chart where the list has no beginning. */
const CHART_PRESET: Preset = '7d';

/** About so many bars are told apart on a small screen. */
const ABOUT_BUCKETS = 60;
/** More are refused by the portal API. */
const MOST_BUCKETS = 200;

/** Widths that people count time in. */
const STEPS = [
  SECOND,
  5 * SECOND,
  15 * SECOND,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
];

/**
 * The stretch of time that the chart of a window shows. Where an edge follows the clock it
 * is on a round time of the reader's, so that bars keep their place for a while and what is
 * asked of the portal is asked once.
 */
export function spanOf(window: TimeWindow, now: Date): Span {
  switch (window.kind) {
    case 'any':
      return lastSpan(CHART_PRESET, now);
    case 'last':
      return lastSpan(window.preset, now);
    case 'between':
      return fixedSpan(window, now);
    default:
      return window satisfies never;
  }
}

function lastSpan(preset: Preset, now: Date): Span {
  const length = LENGTHS[preset];
  const step = stepOf(length);
  return toSpan(
    roundDown(now.getTime() - length, { step, now }),
    roundDown(now.getTime(), { step, now }) + step,
  );
}

function fixedSpan(
  { since, until }: { since?: string; until?: string },
  now: Date,
): Span {
  if (since === undefined) {
    const end = until === undefined ? now.getTime() : Date.parse(until);
    return toSpan(end - LENGTHS[CHART_PRESET], end);
  }
  const start = Date.parse(since);
  if (until !== undefined) return toSpan(start, Date.parse(until));
  const step = stepOf(now.getTime() - start);
  // What begins later than now still needs a width.
  return toSpan(
    start,
    Math.max(roundDown(now.getTime(), { step, now }), start) + step,
  );
}

function toSpan(since: number, until: number): Span {
  const step = stepOf(until - since);
  const buckets = Math.round((until - since) / step);
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    buckets: Math.min(MOST_BUCKETS, Math.max(1, buckets)),
  };
}

function stepOf(length: number): number {
  return (
    STEPS.find(step => step >= length / ABOUT_BUCKETS) ??
    STEPS[STEPS.length - 1]
  );
}

/** Round in the reader's zone: half a day begins at their midnight, not UTC's. */
export function roundDown(
  time: number,
  { step, now }: { step: number; now: Date },
): number {
  const offset = now.getTimezoneOffset() * MINUTE;
  return Math.floor((time - offset) / step) * step + offset;
}
