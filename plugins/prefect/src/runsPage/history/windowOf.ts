import { between, type TimeWindow } from '../timeWindow';
import type { Stack } from './stackBuckets';

/**
 * The time of a bar as a filter. The portal counts a run at the very end of a bar to the
 * next one, and its list has runs until and at the end: hence the last moment before.
 */
export const windowOf = ({
  since,
  until,
}: Pick<Stack, 'since' | 'until'>): TimeWindow =>
  between(
    new Date(since).toISOString(),
    new Date(Date.parse(until) - 1).toISOString(),
  );
