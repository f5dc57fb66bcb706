import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs';
import type { PolicyFile } from './PolicyFile';
import type { PolicyProblem } from './PolicyProblem';

/** Finds lines and columns in a file whose places Cedar counts in bytes. */
export class PolicyText {
  readonly #file: PolicyFile;
  readonly #bytes: Buffer;
  readonly #taken = new Map<string, number>();

  constructor(file: PolicyFile) {
    this.#file = file;
    this.#bytes = Buffer.from(file.text);
  }

  /** What Cedar found wrong, at the first place that it names. */
  problemOf(error: DetailedError): PolicyProblem {
    return this.problemAt(error.sourceLocations?.[0]?.start ?? 0, {
      message: error.message,
      suggestion: error.help ?? undefined,
    });
  }

  problemAt(
    byte: number,
    what: Pick<PolicyProblem, 'message' | 'suggestion'>,
  ): PolicyProblem {
    return { file: this.#file.name, ...this.placeOf(byte), ...what };
  }

  /** Where a part of the text begins, in bytes. */
  findPart(part: string): number {
    return Math.max(this.#bytes.indexOf(part), 0);
  }

  /** The same, for one that may be there more than once: where the next of them begins. */
  takePart(part: string): number {
    const from = this.#taken.get(part);
    const at = this.#bytes.indexOf(part, from === undefined ? 0 : from + 1);
    this.#taken.set(part, at);
    return Math.max(at, 0);
  }

  placeOf(byte: number): { readonly line: number; readonly column: number } {
    const before = this.#bytes.subarray(0, byte).toString().split('\n');
    return {
      line: before.length,
      column: before[before.length - 1].length + 1,
    };
  }
}
