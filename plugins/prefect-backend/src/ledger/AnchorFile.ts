import type { LoggerService } from '@backstage/backend-plugin-api';
import { open } from 'node:fs/promises';

/** Lines that wait while the second place does not take any. */
const MOST_WAITING = 10_000;

/**
 * Checkpoints at a second place, one a line. What cannot be written is kept and written with
 * the next, because a checkpoint is good in the database already.
 */
export class AnchorFile {
  readonly #path: string;
  readonly #logger: LoggerService;
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string, logger: LoggerService) {
    this.#path = path;
    this.#logger = logger;
  }

  add(line: string): Promise<void> {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(line);
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    try {
      const file = await open(this.#path, 'a', 0o640);
      try {
        // One write, so that lines of several processes do not mix.
        await file.appendFile(lines.map(line => `${line}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      this.#waiting = [...lines, ...this.#waiting];
      this.#logger.error(
        `Checkpoints of the ledger could not be written to prefect.ledger.anchor.file (${
          this.#path
        }); they are kept and written with the next`,
        error as Error,
      );
    }
  }
}
