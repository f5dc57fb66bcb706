import type {
  ChartFigures,
  ChartSeries,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { Sketch, type HourTally, type StateCounts } from '../../mirror';
import type { ChartWindow } from './ChartWindow';
import { instantAt } from './instant';

type Sum = {
  readonly states: StateCounts;
  readonly durations: Sketch;
  readonly lateness: Sketch;
};

/** Adds hours up to the points of a chart. */
export class Series {
  readonly #window: ChartWindow;
  readonly #points: readonly Sum[];

  constructor(window: ChartWindow) {
    this.#window = window;
    this.#points = Array.from({ length: window.points }, emptySum);
  }

  /** @param time - when the hour begins, milliseconds of the epoch */
  add(time: number, hour: HourTally): void {
    const point = this.#window.pointOf(time);
    if (point !== undefined) addTo(this.#points[point], hour);
  }

  toView(): Pick<ChartSeries, 'whole' | 'points'> {
    const whole = emptySum();
    this.#points.forEach(point => addTo(whole, point));
    return {
      whole: toFigures(whole),
      points: this.#points.map((sum, index) => ({
        start: instantAt(this.#window.startOf(index)),
        end: instantAt(this.#window.startOf(index + 1)),
        ...toFigures(sum),
      })),
    };
  }
}

function emptySum(): Sum {
  return { states: {}, durations: new Sketch(), lateness: new Sketch() };
}

function addTo(sum: Sum, { states, durations, lateness }: Sum): void {
  for (const [type, count] of Object.entries(states)) {
    sum.states[type] = (sum.states[type] ?? 0) + count;
  }
  sum.durations.merge(durations);
  sum.lateness.merge(lateness);
}

function toFigures({ states, durations, lateness }: Sum): ChartFigures {
  const {
    COMPLETED: completed = 0,
    FAILED: failed = 0,
    CRASHED: crashed = 0,
    CANCELLED: cancelled = 0,
  } = states;
  const finished = completed + failed + crashed;
  return {
    finished,
    completed,
    failed,
    crashed,
    cancelled,
    successRate: finished > 0 ? completed / finished : null,
    durationMs: toPercentiles(durations),
    latenessMs: toPercentiles(lateness),
  };
}

function toPercentiles(sketch: Sketch): ChartFigures['durationMs'] {
  const [p50, p95] = [sketch.quantile(0.5), sketch.quantile(0.95)];
  return p50 === null || p95 === null ? null : { p50, p95 };
}
