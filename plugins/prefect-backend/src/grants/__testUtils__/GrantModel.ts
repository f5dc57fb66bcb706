import type { GrantState } from '../Grant';

export const START = Date.parse('2026-11-24T12:00:00Z');
export const MINUTE_MS = 60_000;
export const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** Steps in which nothing but time passes. */
export const PASSES_MS: Record<string, number> = {
  'a while': 20 * MINUTE_MS,
  'an hour': 60 * MINUTE_MS,
  'a week': WEEK_MS,
};

/** What a grant for one use is at any time, said without a database. */
export class GrantModel {
  #state: GrantState = 'waiting';
  #nowMs = START;
  #expiresMs = Infinity;
  #usedBy: string | undefined;
  #tries = 0;
  readonly #approved = new Set<string>();
  readonly #needed: number;

  constructor(needed: number) {
    this.#needed = needed;
  }

  get state(): GrantState {
    return this.#state;
  }

  attempt(step: string): boolean {
    const [what, who] = step.split(' ');
    const isInForce = this.#state === 'active' && this.#nowMs < this.#expiresMs;
    const isWaiting =
      this.#state === 'waiting' && this.#nowMs < START + WEEK_MS;
    switch (what) {
      case 'approve':
        if (!isWaiting || who === 'lena' || this.#approved.has(who)) {
          return false;
        }
        this.#approved.add(who);
        if (this.#approved.size === this.#needed) {
          this.#state = 'active';
          this.#expiresMs = this.#nowMs + 60 * MINUTE_MS;
        }
        return true;
      case 'refuse':
        return this.#move(this.#state === 'waiting', 'refused');
      case 'withdraw':
        return this.#move(this.#state === 'waiting', 'withdrawn');
      case 'revoke':
        return this.#move(this.#state === 'active', 'revoked');
      case 'use':
        if (this.#state === 'used') {
          this.#tries += Number(this.#usedBy === who);
          return this.#usedBy === who;
        }
        if (!isInForce) return false;
        this.#usedBy = who;
        this.#tries = 1;
        return this.#move(true, 'used');
      case 'give':
        if (
          this.#state === 'used' &&
          this.#usedBy === 'a' &&
          this.#tries === 1
        ) {
          this.#state = 'active';
        }
        return true;
      case 'expire':
        if (this.#state === 'waiting' && !isWaiting) this.#state = 'lapsed';
        if (this.#state === 'active' && !isInForce) this.#state = 'expired';
        return true;
      default:
        this.#nowMs += PASSES_MS[step];
        return true;
    }
  }

  #move(isPossible: boolean, to: GrantState): boolean {
    if (isPossible) this.#state = to;
    return isPossible;
  }
}
