import { createUrlFilter, type FilterOf, oneOf, text, texts } from '../filters';

const HOUR_MS = 3_600_000;

/** How far ahead one can look. */
export const RANGES = ['6h', '24h', '3d', '7d'] as const;

/** How far ahead. */
export type Range = (typeof RANGES)[number];

/** A range in milliseconds. */
export const RANGE_MS: Record<Range, number> = {
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '3d': 72 * HOUR_MS,
  '7d': 168 * HOUR_MS,
};

/** In whose zone times are told. */
export const ZONES = ['mine', 'schedule', 'utc'] as const;

/** In whose zone. */
export type ZoneChoice = (typeof ZONES)[number];

/** Ways to look at what is due. */
export const VIEWS = ['timeline', 'schedules', 'times'] as const;

/** Which deployments are shown, how far ahead, and how. */
export const schedulesFilter = createUrlFilter({
  q: text,
  owner: texts,
  instance: texts,
  entity: texts,
  range: oneOf(RANGES, '24h'),
  zone: oneOf(ZONES, 'mine'),
  view: oneOf(VIEWS, 'timeline'),
});

/** What is asked of schedules. */
export type SchedulesFilter = FilterOf<typeof schedulesFilter>;

/** Whether some deployments may be left out. */
export function isNarrowed({ range, zone, view, ...which }: SchedulesFilter) {
  return schedulesFilter.write({ ...schedulesFilter.none, ...which }).size > 0;
}
