import type { Instant } from './Mirror';
import type { InstanceStateRow } from './MirrorStore';

/** Until when the mirror of one instance is known to be right, and what is wrong now. */
export class Health {
  #seededAt: Instant | null = null;
  #asOf: Instant | null = null;
  #problem = 'The portal has just started and compares with Prefect.';
  #isBroken = true;

  /** Begins with what was known before this process; it is broken until it is mended. */
  restore(
    known:
      | Pick<InstanceStateRow, 'seeded_at' | 'as_of' | 'problem'>
      | undefined,
  ): void {
    this.#seededAt = known?.seeded_at ?? null;
    this.#asOf = known?.as_of ?? null;
    this.#problem = known?.problem ?? this.#problem;
  }

  get asOf(): Instant | null {
    return this.#asOf;
  }

  get seededAt(): Instant | null {
    return this.#seededAt;
  }

  /** Why something may be missed, or was last, for people. */
  get problem(): string {
    return this.#problem;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** What was read at this time is in the tables. */
  isRightAsOf(time: Instant): void {
    this.#asOf = time;
    this.#seededAt ??= time;
  }

  /** From now on nothing is missed. */
  mend(): void {
    this.#isBroken = false;
  }

  /** From now on something may be missed, for this reason. */
  break(problem: string): void {
    this.#isBroken = true;
    this.#problem = problem;
  }
}
