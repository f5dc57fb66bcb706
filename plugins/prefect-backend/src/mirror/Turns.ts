/** Does one thing after another, in the order in which they were asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the work does; work that fails does not stop what comes after it. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** When everything that was asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
