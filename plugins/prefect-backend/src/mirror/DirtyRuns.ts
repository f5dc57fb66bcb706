/** So many moments are worth no thought. */
const FEW = 2_000;

/**
 * Which runs must be read again, and which answer about a run may be believed: not one to
 * a question that was asked before the last event about it, and not one to a question that
 * was asked before another that is answered already.
 */
export class DirtyRuns {
  readonly #dirty = new Set<string>();
  readonly #touchedAt = new Map<string, number>();
  readonly #answeredAt = new Map<string, number>();
  /** Questions without an answer, in the order in which they were asked. */
  readonly #open = new Set<number>();
  #moment = 0;
  #remembered = 0;

  /** An event was about this run. */
  touch(id: string): void {
    this.#touchedAt.set(id, ++this.#moment);
    this.#dirty.add(id);
  }

  /** Must be read again for another reason. */
  add(ids: readonly string[]): void {
    for (const id of ids) this.#dirty.add(id);
  }

  get size(): number {
    return this.#dirty.size;
  }

  /** Takes at most so many. */
  take(limit: number): string[] {
    const ids = [...this.#dirty].slice(0, limit);
    for (const id of ids) this.#dirty.delete(id);
    return ids;
  }

  /** The moment at which a question is asked, which is open until it is closed. */
  ask(): number {
    const asked = ++this.#moment;
    this.#open.add(asked);
    return asked;
  }

  /** The question of that moment was answered for these runs, and the answer is kept. */
  answer(ids: Iterable<string>, asked: number): void {
    for (const id of ids) this.#answeredAt.set(id, asked);
  }

  /** Nothing more comes of the question of that moment. */
  close(asked: number): void {
    this.#open.delete(asked);
    const size = this.#touchedAt.size + this.#answeredAt.size;
    // Rarely, because it looks at all that is remembered.
    if (size > 2 * this.#remembered + FEW) this.#forget();
  }

  /** Whether an event about this run came and no later question is answered yet. */
  isAwaited(id: string): boolean {
    return (this.#touchedAt.get(id) ?? 0) > (this.#answeredAt.get(id) ?? 0);
  }

  /** Whether an event about this run came after that moment. */
  isTouchedSince(id: string, asked: number): boolean {
    return (this.#touchedAt.get(id) ?? 0) > asked;
  }

  /** Whether a later question about this run was answered already. */
  isAnsweredSince(id: string, asked: number): boolean {
    return (this.#answeredAt.get(id) ?? 0) > asked;
  }

  /** What was before all open questions overtakes none of them. */
  #forget(): void {
    const [oldest = this.#moment] = this.#open;
    for (const moments of [this.#touchedAt, this.#answeredAt]) {
      for (const [id, at] of moments) {
        if (at <= oldest) moments.delete(id);
      }
    }
    this.#remembered = this.#touchedAt.size + this.#answeredAt.size;
  }
}
