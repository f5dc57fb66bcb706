import { InvalidRequestError } from '../InvalidRequestError';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_DAYS = 7;
const MOST_DAYS = 366;

type Wanted = {
  readonly since?: string;
  readonly until?: string;
  readonly points: number;
};

/** A stretch of whole hours, cut into points of the same number of hours; the last may end later. */
export class ChartWindow {
  /** Milliseconds of the epoch. */
  readonly since: number;
  readonly stepMs: number;
  readonly points: number;

  private constructor(since: number, hours: number, most: number) {
    const step = Math.ceil(hours / most);
    this.since = since;
    this.stepMs = step * HOUR_MS;
    this.points = Math.ceil(hours / step);
  }

  /** @throws InvalidRequestError when it ends before it begins, or is too long */
  static of(
    { since: from, until: to, points }: Wanted,
    nowMs: number,
  ): ChartWindow {
    const until = to ? Date.parse(to) : nowMs;
    const since = from ? Date.parse(from) : until - DEFAULT_DAYS * DAY_MS;
    if (since >= until) {
      throw new InvalidRequestError('`since` must be before `until`.');
    }
    if (until - since > MOST_DAYS * DAY_MS) {
      throw new InvalidRequestError(
        `From \`since\` to \`until\` there may be ${MOST_DAYS} days at most.`,
      );
    }
    const start = Math.floor(since / HOUR_MS) * HOUR_MS;
    return new ChartWindow(start, Math.ceil((until - start) / HOUR_MS), points);
  }

  get until(): number {
    return this.since + this.points * this.stepMs;
  }

  /** The point that a time is in; undefined outside. */
  pointOf(time: number): number | undefined {
    if (time < this.since || time >= this.until) return undefined;
    return Math.floor((time - this.since) / this.stepMs);
  }

  startOf(point: number): number {
    return this.since + point * this.stepMs;
  }
}
