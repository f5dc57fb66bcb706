/** Some hundred bytes each. */
const MOST = 20_000;

/** Remembers answers by everything that went into the question; the oldest goes first. */
export class DecisionCache<TAnswer> {
  readonly #answers = new Map<string, TAnswer>();
  readonly #most: number;

  constructor(most: number = MOST) {
    this.#most = most;
  }

  remember(key: string, decide: () => TAnswer): TAnswer {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = decide();
    if (this.#answers.size >= this.#most) this.#forgetOldest();
    this.#answers.set(key, answer);
    return answer;
  }

  #forgetOldest(): void {
    for (const oldest of this.#answers.keys()) {
      this.#answers.delete(oldest);
      break;
    }
  }
}
