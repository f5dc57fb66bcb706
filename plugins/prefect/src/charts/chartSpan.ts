import { type Preset, roundDown } from '../runsPage/timeWindow';

const HOUR_MS = 3_600_000;

/** How many points of how many hours a chart has; so many are told apart on a small screen. */
const SHAPES = {
  '24h': { points: 24, hours: 1 },
  '7d': { points: 28, hours: 6 },
  '30d': { points: 30, hours: 24 },
} as const satisfies Partial<Record<Preset, object>>;

/** A window of charts that ends now. */
export type ChartPreset = keyof typeof SHAPES;

/** Windows of charts, shortest first. */
export const CHART_PRESETS = Object.keys(SHAPES) as ChartPreset[];

/** What charts show: a stretch of time, cut into points of equal length. */
export type ChartSpan = {
  readonly since: string;
  readonly until: string;
  readonly points: number;
};

/**
 * The stretch of time of a window. A day or a part of one begins at the reader's midnight,
 * as far as whole hours of UTC allow, which are all that the portal knows. It ends with the
 * point that is now, so that what is asked stays the same for as long as that lasts.
 */
export function chartSpan(preset: ChartPreset, now: Date): ChartSpan {
  const { points, hours } = SHAPES[preset];
  const step = hours * HOUR_MS;
  const end = roundDown(now.getTime(), { step, now }) + step;
  const until = Math.ceil(end / HOUR_MS) * HOUR_MS;
  return {
    since: new Date(until - points * step).toISOString(),
    until: new Date(until).toISOString(),
    points,
  };
}
