import type { Finding, Judgement } from './LedgerReport.ts';

/** More than these of one question tell nobody anything new; the rest is counted. */
const MOST = 100;

/** Gathers what is found about one of the three questions. */
export class Findings {
  readonly #found: Finding[] = [];
  #more = 0;
  #isUnproven = false;

  add(finding: Finding): void {
    if (this.#found.length < MOST) this.#found.push(finding);
    else this.#more += 1;
  }

  /** A part cannot be checked, because something else is missing. */
  leaveUnproven(): void {
    this.#isUnproven = true;
  }

  judge(): Judgement {
    const [last] = this.#found.slice(-1);
    const findings = this.#more
      ? [
          ...this.#found,
          {
            code: last.code,
            message: `… and ${this.#more} more of this kind.`,
          },
        ]
      : this.#found;
    const otherwise = this.#isUnproven ? 'unproven' : 'ok';
    return { verdict: findings.length ? 'broken' : otherwise, findings };
  }
}
