import { Sketch, type SketchPairs } from './Sketch';
import { isListed, type Weighted } from './TalliedRun';

/** Numbers of runs by type of state. */
export type StateCounts = Record<string, number>;

/** What began, or should begin, in one hour. */
export type HourTally = {
  /** All runs. */
  readonly states: StateCounts;
  /** Those of them that other runs started, or that nobody may see yet. */
  readonly unlisted: StateCounts;
  /** How long those ran that completed, ms. */
  readonly durations: Sketch;
  /** How late those were that began, ms. */
  readonly lateness: Sketch;
};

/** An hour of the day with its numbers of runs. */
export type HourCounts = Pick<HourTally, 'states' | 'unlisted'> & {
  readonly hour: number;
};

/** A row of `run_days` without its key. */
export type DayColumns = {
  completed: number;
  failed: number;
  crashed: number;
  cancelled: number;
  durations: string;
  lateness: string;
  hours: string;
};

/** An hour as the column `hours` has it. */
type HourPart = [
  hour: number,
  states: StateCounts,
  unlisted: StateCounts,
  durations: SketchPairs,
  lateness: SketchPairs,
];

/** The runs of one deployment on one day (UTC), hour by hour. */
export class DayTally {
  readonly #hours = new Map<number, HourTally>();

  static parse(hours: string): DayTally {
    const day = new DayTally();
    for (const part of JSON.parse(hours) as HourPart[]) {
      const [hour, states, unlisted, durations, lateness] = part;
      day.#hours.set(hour, {
        states,
        unlisted,
        durations: Sketch.from(durations),
        lateness: Sketch.from(lateness),
      });
    }
    return day;
  }

  /** Only how many runs are in which state, by hour: what charts of counts need. */
  static parseCounts(hours: string): HourCounts[] {
    return (JSON.parse(hours) as HourPart[]).map(
      ([hour, states, unlisted]) => ({ hour, states, unlisted }),
    );
  }

  /** Without what began before an hour. */
  since(hour: number): DayTally {
    const rest = new DayTally();
    for (const [each, tally] of this.#hours) {
      if (each >= hour) rest.#hours.set(each, tally);
    }
    return rest;
  }

  /** By hour of the day. */
  get hours(): ReadonlyMap<number, HourTally> {
    return this.#hours;
  }

  get isEmpty(): boolean {
    return this.#hours.size === 0;
  }

  count({ run, weight }: Weighted): void {
    const hour = Number(run.sort_time.slice(11, 13));
    const tally = this.#hours.get(hour) ?? emptyHour();
    countState(tally.states, run.state_type, weight);
    if (!isListed(run)) countState(tally.unlisted, run.state_type, weight);
    if (run.state_type === 'COMPLETED') {
      tally.durations.add(Number(run.run_time_ms), weight);
    }
    if (run.lateness_ms !== null) {
      tally.lateness.add(Number(run.lateness_ms), weight);
    }
    if (Object.keys(tally.states).length > 0) this.#hours.set(hour, tally);
    else this.#hours.delete(hour);
  }

  /** The same columns for the same runs. */
  toColumns(): DayColumns {
    const hours = [...this.#hours].sort(([a], [b]) => a - b);
    const whole = emptyHour();
    for (const [, { states, durations, lateness }] of hours) {
      for (const [type, count] of Object.entries(states)) {
        countState(whole.states, type, count);
      }
      whole.durations.merge(durations);
      whole.lateness.merge(lateness);
    }
    return {
      completed: whole.states.COMPLETED ?? 0,
      failed: whole.states.FAILED ?? 0,
      crashed: whole.states.CRASHED ?? 0,
      cancelled: whole.states.CANCELLED ?? 0,
      durations: JSON.stringify(whole.durations.toPairs()),
      lateness: JSON.stringify(whole.lateness.toPairs()),
      hours: JSON.stringify(hours.map(toPart)),
    };
  }
}

function emptyHour(): HourTally {
  return {
    states: {},
    unlisted: {},
    durations: new Sketch(),
    lateness: new Sketch(),
  };
}

function toPart([hour, tally]: [number, HourTally]): HourPart {
  return [
    hour,
    inOrder(tally.states),
    inOrder(tally.unlisted),
    tally.durations.toPairs(),
    tally.lateness.toPairs(),
  ];
}

function inOrder(counts: StateCounts): StateCounts {
  return Object.fromEntries(
    Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function countState(counts: StateCounts, type: string, count: number): void {
  const sum = (counts[type] ?? 0) + count;
  if (sum === 0) delete counts[type];
  else counts[type] = sum;
}
