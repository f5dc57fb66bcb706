const RealDate = Date;

/** The clock of this process, which the test sets; Prefect's and the databases' go on. */
export class SteppedClock {
  #offsetMs = 0;

  install(): void {
    const offset = () => this.#offsetMs;
    globalThis.Date = class extends RealDate {
      constructor(...args: unknown[]) {
        if (args.length === 0) super(RealDate.now() + offset());
        else super(...(args as [number]));
      }

      static now(): number {
        return RealDate.now() + offset();
      }
    } as DateConstructor;
  }

  remove(): void {
    globalThis.Date = RealDate;
  }

  /** Sets the clock ahead, or back. */
  step(ms: number): void {
    this.#offsetMs += ms;
  }

  right(): void {
    this.#offsetMs = 0;
  }

  /** What the clock should say. */
  static now(): number {
    return RealDate.now();
  }
}
