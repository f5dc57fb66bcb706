import type { RunStats } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { Sketch, type Key } from '../../mirror';
import { groupBy } from './groupBy';
import { keyOf } from './ownership';
import { readDays, sinceHour } from './tallies';

/** The window of statistics: so many days until now. */
export type Window = { readonly days: number; readonly nowMs: number };

const DAY_MS = 86_400_000;

/**
 * Counts and usual duration of each deployment by {@link keyOf}, of the runs that began in
 * the window, by whole hours.
 */
export async function runStats(
  db: Knex,
  keys: readonly Key[],
  window: Window,
): Promise<Map<string, RunStats>> {
  const since = sinceHour(window.nowMs - window.days * DAY_MS);
  const days = await readDays(db, keys, { since });
  return new Map(
    [...groupBy(days, day => keyOf(day.instance, day.deploymentId))].map(
      ([key, own]) => {
        const durations = new Sketch();
        own.forEach(day => durations.mergePairs(day.durations));
        return [key, toStats(window, { days: own, durations })];
      },
    ),
  );
}
