import { LogTail, type LogSource } from './LogTail';

/** Over all tails. A line takes some 300 bytes, so this is about 90 MB. */
const MOST_LINES = 300_000;

/**
 * The tails of the runs that were looked at last. What was not looked at for long is
 * forgotten and read anew when somebody comes back; it then stands in order of time.
 */
export class LogTails {
  readonly #tails = new Map<string, LogTail>();

  /** The tail of a run, which becomes the last to be forgotten. */
  of(key: string, source: LogSource): LogTail {
    const tail = this.#tails.get(key) ?? new LogTail(source);
    this.#tails.delete(key);
    this.#tails.set(key, tail);
    return tail;
  }

  /** The run wrote lines; nothing happens when nobody looks. */
  ping(key: string): void {
    this.#tails.get(key)?.ping();
  }

  /** Forgets the least lately used until what is left fits, or one is left. */
  trim(): void {
    let lines = 0;
    for (const tail of this.#tails.values()) lines += tail.length;
    for (const [key, tail] of this.#tails) {
      if (lines <= MOST_LINES || this.#tails.size === 1) return;
      this.#tails.delete(key);
      lines -= tail.length;
    }
  }
}
