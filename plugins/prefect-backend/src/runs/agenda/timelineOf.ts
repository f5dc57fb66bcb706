import {
  isUncertain,
  occurrencesOf,
  ScheduleError,
  type Timing,
} from '../schedules';
import type { AgendaWindow } from './AgendaWindow';
import type { PlannedRun, PlannedRuns } from './plannedRuns';

/** Occurrences that are computed of one schedule, before now and from now on. */
export const MOST_OCCURRENCES = 10_000;

/**
 * How long a run may be missing when it is due: a round of Prefect's scheduler (60 s) and
 * of the mirror's comparison.
 */
const MISSED_AFTER_MS = 90_000;

/** A schedule as a timeline needs it. */
export type TimedSchedule = {
  readonly id: string;
  readonly timing: Timing;
  /** It makes runs: neither it nor its deployment is paused. */
  readonly makesRuns: boolean;
  /** Since when what was due must have a run; undefined when that is not known. */
  readonly knownSince: number | undefined;
};

/** What a timeline is made from. */
export type TimelineFacts = {
  readonly schedules: readonly TimedSchedule[];
  readonly runs: PlannedRuns;
  readonly window: AgendaWindow;
  /** Until when the mirror is known to be right; undefined before the first reading. */
  readonly rightUntil: number | undefined;
};

/** A moment at which a deployment is or was due. */
export type Occurrence = {
  readonly time: number;
  readonly kind: 'exists' | 'computed' | 'missed';
  readonly scheduleId: string | null;
  readonly run: PlannedRun | null;
};

/** What a schedule does in the window. */
export type ScheduleOutlook = {
  readonly next: number | null;
  /** From now on; at most {@link MOST_OCCURRENCES}. */
  readonly count: number;
  readonly problem: string | null;
};

/** When a deployment is due in a window, and what of it has runs. */
export type Timeline = {
  /** In order. */
  readonly occurrences: readonly Occurrence[];
  /** There are more than were computed. */
  readonly isCut: boolean;
  readonly outlooks: ReadonlyMap<string, ScheduleOutlook>;
};

/**
 * Runs by the moment that they were made for. A deploy makes schedules anew; runs of one
 * that is gone count for any that fires at the same moment.
 */
class RunsByMoment {
  readonly #known: ReadonlySet<string>;
  readonly #runs = new Map<number, PlannedRun[]>();

  constructor(
    runs: readonly PlannedRun[],
    schedules: readonly TimedSchedule[],
  ) {
    this.#known = new Set(schedules.map(({ id }) => id));
    for (const run of runs) {
      const others = this.#runs.get(run.plannedFor);
      if (others) others.push(run);
      else this.#runs.set(run.plannedFor, [run]);
    }
  }

  /** The run that the schedule, or one that is gone, made for the moment; given out once. */
  take(scheduleId: string, moment: number): PlannedRun | undefined {
    const runs = this.#runs.get(moment);
    if (!runs) return undefined;
    const own = runs.findIndex(run => run.scheduleId === scheduleId);
    const index =
      own >= 0
        ? own
        : runs.findIndex(
            run => run.scheduleId !== null && !this.#known.has(run.scheduleId),
          );
    return index < 0 ? undefined : runs.splice(index, 1)[0];
  }

  /** Those that were not given out. */
  rest(): PlannedRun[] {
    return [...this.#runs.values()].flat();
  }
}

/** Lays the runs that exist over the moments at which schedules fire. */
export function timelineOf(facts: TimelineFacts): Timeline {
  const { schedules, runs, window } = facts;
  const waiting = new RunsByMoment(runs.runs, schedules);
  const occurrences: Occurrence[] = [];
  const outlooks = new Map<string, ScheduleOutlook>();
  let isCut = false;
  for (const schedule of schedules) {
    const { times, problem, isLong } = timesOf(schedule, window);
    const own = times.flatMap(time => {
      const run = waiting.take(schedule.id, time);
      return run ? existing(run, schedule.id) : without(facts, schedule, time);
    });
    occurrences.push(...own);
    isCut ||= isLong;
    outlooks.set(schedule.id, outlookOf(own, { now: window.now, problem }));
  }
  occurrences.push(
    ...waiting.rest().flatMap(run => existing(run, run.scheduleId)),
  );
  return {
    occurrences: occurrences
      .filter(({ time }) => time >= window.since && time <= window.until)
      .sort((a, b) => a.time - b.time),
    isCut,
    outlooks,
  };
}

type Times = {
  readonly times: readonly number[];
  readonly isLong: boolean;
  readonly problem: string | null;
};

/** Before and from now on by themselves, as a dense past must not hide what is ahead. */
function timesOf({ timing }: TimedSchedule, window: AgendaWindow): Times {
  const { since, now, until } = window;
  const limit = MOST_OCCURRENCES;
  try {
    const before = occurrencesOf(timing, {
      from: since,
      until: Math.min(now - 1, until),
      limit,
    });
    const ahead = occurrencesOf(timing, {
      from: Math.max(now, since),
      until,
      limit,
    });
    return {
      times: [...before.times, ...ahead.times],
      isLong: ahead.isCut,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    return { times: [], isLong: false, problem: error.message };
  }
}

function existing(run: PlannedRun, scheduleId: string | null): Occurrence[] {
  return [{ time: run.due, kind: 'exists', scheduleId, run }];
}

function without(
  facts: TimelineFacts,
  schedule: TimedSchedule,
  time: number,
): Occurrence[] {
  const { now } = facts.window;
  const scheduleId = schedule.id;
  if (isMissed(facts, schedule, time)) {
    return [{ time, kind: 'missed', scheduleId, run: null }];
  }
  return schedule.makesRuns && time >= now
    ? [{ time, kind: 'computed', scheduleId, run: null }]
    : [];
}

function isMissed(
  { runs, rightUntil, window }: TimelineFacts,
  { makesRuns, knownSince, timing }: TimedSchedule,
  time: number,
): boolean {
  if (!makesRuns || knownSince === undefined || rightUntil === undefined) {
    return false;
  }
  const latest = Math.min(window.now, rightUntil) - MISSED_AFTER_MS;
  const earliest = Math.max(knownSince, runs.completeSince);
  return time >= earliest && time <= latest && !isUncertain(timing, time);
}

function outlookOf(
  occurrences: readonly Occurrence[],
  { now, problem }: { now: number; problem: string | null },
): ScheduleOutlook {
  const ahead = occurrences.filter(({ time }) => time >= now);
  // Somebody may have moved the first run behind the second.
  const next = ahead.reduce(
    (least, { time }) => Math.min(least, time),
    Infinity,
  );
  return {
    next: ahead.length > 0 ? next : null,
    count: ahead.length,
    problem,
  };
}
