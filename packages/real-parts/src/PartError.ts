/** What went wrong with a part, with the end of its log. */
export class PartError extends Error {
  readonly name = 'PartError';
  /** Which part, as it is called in messages. */
  readonly part: string;

  constructor(part: string, problem: string, logTail: string = '') {
    super(
      logTail
        ? `${part} ${problem}. The last lines of its log:\n${logTail}`
        : `${part} ${problem}`,
    );
    this.part = part;
  }
}
