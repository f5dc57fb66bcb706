import type { InstanceStateRow } from './MirrorStore';
import { instantOf } from './instant';
import type { Freshness, Instant } from './Mirror';

/** How long Prefect may be silent before we say so. */
export const PATIENCE_MS = 10_000;

/** Until when the mirror of one instance is known to be right, and what is wrong now. */
export class Health {
  readonly #clock: () => Date;
  #seededAt: Instant | null = null;
  #asOf: Instant | null = null;
  #brokenSince: Date | undefined;
  #problem = 'The portal has just started and compares with Prefect.';

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Begins with what was known before this process; it is behind until `isRight`. */
  restore(
    known: Pick<InstanceStateRow, 'seeded_at' | 'as_of'> | undefined,
  ): void {
    this.#seededAt = known?.seeded_at ?? null;
    this.#asOf = known?.as_of ?? null;
    this.#brokenSince = new Date(0);
  }

  get asOf(): Instant | null {
    return this.#asOf;
  }

  get seededAt(): Instant | null {
    return this.#seededAt;
  }

  get isBroken(): boolean {
    return this.#brokenSince !== undefined;
  }

  /** What was read at this time is in the tables. */
  isRightAsOf(time: Instant): void {
    this.#asOf = time;
    this.#seededAt ??= time;
  }

  /** From now on nothing is missed. */
  mend(): void {
    this.#brokenSince = undefined;
  }

  /** From now on something may be missed, for this reason. */
  break(problem: string): void {
    this.#problem = problem;
    this.#brokenSince ??= this.#clock();
  }

  freshness(): Freshness {
    const now = this.#clock();
    const isWell =
      this.#brokenSince === undefined ||
      now.getTime() - this.#brokenSince.getTime() < PATIENCE_MS;
    if (this.#seededAt === null || this.#asOf === null) {
      return { state: 'seeding', problem: isWell ? undefined : this.#problem };
    }
    return isWell
      ? { state: 'current', asOf: instantOf(now) }
      : { state: 'stale', asOf: this.#asOf, problem: this.#problem };
  }
}
