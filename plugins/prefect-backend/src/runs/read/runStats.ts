import type { RunStats } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { Sketch, type Key } from '../../mirror';
import { groupBy } from './groupBy';
import { keyOf } from './ownership';
import { readDays, type RunDay } from './readDays';

const DAY_MS = 86_400_000;

/** The window of statistics: so many days until now, by whole hours. */
export type Window = { readonly days: number; readonly nowMs: number };

/** Counts and usual duration of each deployment by {@link keyOf}, of runs that began in the window. */
export async function runStats(
  db: Knex,
  keys: readonly Key[],
  window: Window,
): Promise<Map<string, RunStats>> {
  const sinceMs = window.nowMs - window.days * DAY_MS;
  const days = await readDays(db, keys, { sinceMs, sketch: 'durations' });
  const byDeployment = groupBy(days, day =>
    keyOf(day.instance, day.deployment_id),
  );
  return new Map(
    [...byDeployment].map(([key, own]) => [key, toStats(own, window)]),
  );
}

/** Statistics of a deployment without a finished run. */
export function noStats({ days }: Window): RunStats {
  return {
    days,
    finished: 0,
    completed: 0,
    successRate: null,
    usualDurationMs: null,
  };
}

function toStats(own: readonly RunDay[], { days }: Window): RunStats {
  const durations = new Sketch();
  let [finished, completed] = [0, 0];
  for (const day of own) {
    finished += day.completed + day.failed + day.crashed;
    completed += day.completed;
    durations.mergeText(day.sketch);
  }
  return {
    days,
    finished,
    completed,
    successRate: finished > 0 ? completed / finished : null,
    usualDurationMs: durations.median(),
  };
}
