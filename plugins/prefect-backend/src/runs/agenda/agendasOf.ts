import type { RunStats } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Freshness, Key } from '../../mirror';
import type { DeploymentRow } from '../read/DeploymentRow';
import { keyOf } from '../read/ownership';
import { runStats } from '../read/runStats';
import { STATS_DAYS } from '../read/toDeployments';
import type { RunsDeps } from '../RunsDeps';
import type { AgendaWindow } from './AgendaWindow';
import { plannedRuns } from './plannedRuns';
import { scheduleFacts, type ScheduleFacts } from './ScheduleFacts';
import { timelineOf, type TimedSchedule, type Timeline } from './timelineOf';

/** What of a deployment decides when it is due. */
export type AgendaRow = Key &
  Pick<DeploymentRow, 'paused' | 'created' | 'updated'>;

/** When a deployment is due. */
export type Agenda = {
  readonly schedules: ReadonlyArray<
    ScheduleFacts & Pick<TimedSchedule, 'knownSince'>
  >;
  readonly timeline: Timeline;
  /** Median of its completed runs. */
  readonly usualMs: number | null;
};

/** A round of Prefect's scheduler: a schedule that was changed has runs after this time. */
const SETTLED_AFTER_MS = 65_000;

/** When deployments are due, by position; the number of queries does not grow with them. */
export async function agendasOf(
  deps: RunsDeps,
  rows: readonly AgendaRow[],
  window: AgendaWindow,
): Promise<Agenda[]> {
  const { db } = deps;
  const [schedules, runs, stats] = await Promise.all([
    scheduleFacts(db, rows),
    plannedRuns(db, rows, window),
    runStats(db, rows, { days: STATS_DAYS, nowMs: window.now }),
  ]);
  return rows.map(row => {
    const key = keyOf(row.instance, row.id);
    const freshness = deps.mirror.freshness(row.instance);
    const timed = (schedules.get(key) ?? []).map(facts => ({
      ...facts,
      makesRuns: facts.active && !row.paused,
      knownSince: knownSince(facts, row),
    }));
    return {
      schedules: timed,
      timeline: timelineOf({
        schedules: timed,
        runs: runs.get(key) ?? { runs: [], completeSince: window.since },
        window,
        rightUntil: rightUntil(freshness, window.now),
      }),
      usualMs: usualOf(stats.get(key)),
    };
  });
}

function usualOf(stats: RunStats | undefined): number | null {
  return stats?.usualDurationMs ?? null;
}

/**
 * Prefect keeps no history: whatever was written last may have been paused before, or
 * have said something else.
 */
function knownSince(
  { active, created, updated }: ScheduleFacts,
  row: AgendaRow,
): number | undefined {
  if (!active || row.paused) return undefined;
  const writings = [created, updated, row.created, row.updated];
  if (writings.includes(null)) return undefined;
  const latest = Math.max(...writings.map(time => Date.parse(time ?? '')));
  return latest + SETTLED_AFTER_MS;
}

function rightUntil(freshness: Freshness, now: number): number | undefined {
  switch (freshness.state) {
    case 'seeding':
      return undefined;
    case 'stale':
      return Date.parse(freshness.asOf);
    default:
      return now;
  }
}
