import type { Checkpoint, LedgerEntry, Signed } from './forms.ts';
import { entryId } from './entryId.ts';
import type { Findings } from './Findings.ts';
import { signedHash } from './keys.ts';
import { merkleRoot } from './merkle.ts';

/** Where findings go. */
export type Questions = {
  readonly integrity: Findings;
  readonly completeness: Findings;
  readonly tail: Findings;
};

/** Follows the entries and checkpoints of one writer, in the order of the export. */
export class WriterChain {
  readonly writer: string;
  readonly checkpoints = new Map<number, string>();
  /** Of the first entry that is there. */
  first = 0;
  /** The last entry that is there. */
  last = 0;
  /** The last entry that a checkpoint seals. */
  sealedTo = 0;
  isFinal = false;
  readonly #to: Questions;
  readonly #missing = new Set<number>();
  #lastHash: string | undefined;
  #lastAt = '';
  #number = 0;
  #checkpointHash: string | null = null;
  #leaves: string[] = [];
  #hasGap = false;

  constructor(writer: string, to: Questions) {
    this.writer = writer;
    this.#to = to;
  }

  get lastCheckpoint(): string | null {
    return this.#checkpointHash;
  }

  /**
   * The next entry; `hash` is its own.
   * @returns whether it was not there before
   */
  addEntry(entry: LedgerEntry, hash: string, line: number): boolean {
    const { seq } = entry;
    const at = { writer: this.writer, seq, line };
    if (this.last && seq <= this.last) {
      return this.#addEarlier(seq, line);
    }
    if (entry.id !== entryId(this.writer, seq)) {
      this.#to.integrity.add({
        ...at,
        code: 'foreign-entry',
        message: `The entry ${entry.id} stands in the chain of ${this.writer} at ${seq}: it belongs to another writer or place.`,
      });
    }
    if (!this.last) this.#begin(entry);
    else if (seq > this.last + 1) this.#skip(seq, line);
    else this.#follow(entry, line);
    if (entry.at < this.#lastAt) {
      this.#to.integrity.add({
        ...at,
        code: 'time-goes-back',
        message: `${entry.id} is of ${entry.at}, before the entry that it follows.`,
      });
    }
    this.last = seq;
    this.#lastHash = hash;
    this.#lastAt = entry.at;
    this.#leaves.push(hash);
    return true;
  }

  /** The next checkpoint, whose signature is good. */
  addCheckpoint(checkpoint: Signed<Checkpoint>, line: number): void {
    const { number } = checkpoint;
    const at = { writer: this.writer, seq: checkpoint.to, line };
    if (this.#number && number <= this.#number) {
      this.#to.integrity.add({
        ...at,
        code: this.checkpoints.has(number) ? 'repeated' : 'out-of-order',
        message: `Checkpoint ${number} of ${
          this.writer
        } comes after checkpoint ${this.#number}.`,
      });
      return;
    }
    if (this.#lacksOneBefore(checkpoint)) {
      this.#to.completeness.add({
        ...at,
        code: 'missing-checkpoint',
        message: `Before checkpoint ${number} of ${this.writer} one is missing.`,
      });
    } else if (this.#number && checkpoint.prev !== this.#checkpointHash) {
      this.#to.integrity.add({
        ...at,
        code: 'fork',
        message: `Checkpoint ${number} of ${this.writer} follows another checkpoint than the one that is here.`,
      });
    }
    this.#prove(checkpoint, line);
    this.#number = number;
    this.#checkpointHash = signedHash(checkpoint);
    this.checkpoints.set(number, this.#checkpointHash);
    this.sealedTo = checkpoint.to;
    this.isFinal = checkpoint.final;
    this.#leaves = [];
    this.#hasGap = false;
  }

  /** Tells of what did not come. */
  end(): void {
    for (const [from, to] of rangesOf(this.#missing)) {
      const which = from === to ? `entry ${from}` : `entries ${from} to ${to}`;
      this.#to.completeness.add({
        code: 'missing-entries',
        writer: this.writer,
        seq: from,
        message: `Of ${this.writer} ${which} is missing.`,
      });
    }
    if (this.#leaves.length > 0) {
      this.#to.tail.add({
        code: 'unsealed',
        writer: this.writer,
        seq: this.last,
        message: `No checkpoint seals the last ${
          this.#leaves.length
        } entries of ${this.writer}: nobody can say whether more came.`,
      });
    }
  }

  #lacksOneBefore({ number, from }: Checkpoint): boolean {
    if (this.#number) return number > this.#number + 1;
    return number > 1 && this.first < from;
  }

  #begin(entry: LedgerEntry): void {
    this.first = entry.seq;
    if (entry.seq === 1 && entry.prev !== null) {
      this.#to.integrity.add({
        code: 'changed',
        writer: this.writer,
        seq: 1,
        message: `The first entry of ${this.writer} names one before it.`,
      });
    }
  }

  #skip(seq: number, line: number): void {
    // A made-up number must not fill the memory.
    const from = Math.max(this.last + 1, seq - 1_000_000);
    for (let each = from; each < seq; each++) this.#missing.add(each);
    this.#hasGap = true;
    if (seq - this.last > 1_000_000) {
      this.#to.completeness.add({
        code: 'missing-entries',
        writer: this.writer,
        seq: this.last + 1,
        line,
        message: `Of ${this.writer} entries ${
          this.last + 1
        } to ${from} are missing.`,
      });
    }
  }

  #follow(entry: LedgerEntry, line: number): void {
    if (entry.prev === this.#lastHash) return;
    this.#to.integrity.add({
      code: 'changed',
      writer: this.writer,
      seq: this.last,
      line,
      message: `${entryId(this.writer, this.last)} is not what ${
        entry.id
      } says it was: one of the two was changed.`,
    });
  }

  #addEarlier(seq: number, line: number): boolean {
    const wasSkipped = this.#missing.delete(seq);
    this.#to.integrity.add({
      code: wasSkipped ? 'out-of-order' : 'repeated',
      writer: this.writer,
      seq,
      line,
      message: wasSkipped
        ? `${entryId(this.writer, seq)} stands after entries that came later.`
        : `${entryId(this.writer, seq)} is there twice.`,
    });
    return wasSkipped;
  }

  #prove(checkpoint: Signed<Checkpoint>, line: number): void {
    const { from, to, number } = checkpoint;
    const at = { writer: this.writer, seq: to, line };
    if (this.last < to) {
      this.#skip(to + 1, line);
      this.last = to;
      this.#lastHash = checkpoint.head;
    }
    const size = to - from + 1;
    if (this.#hasGap || this.#leaves.length < size) {
      this.#to.integrity.leaveUnproven();
      if (!this.#hasGap && this.first > from) this.#missFrom(from);
      return;
    }
    // More than it seals: the checkpoint before is missing, and the chain covers them.
    const leaves = this.#leaves.slice(-size);
    if (this.last !== to || this.#lastHash !== checkpoint.head) {
      this.#to.integrity.add({
        ...at,
        code: 'changed',
        message: `${entryId(
          this.writer,
          to,
        )} is not what checkpoint ${number} of ${this.writer} has signed.`,
      });
    } else if (merkleRoot(leaves) !== checkpoint.root) {
      this.#to.integrity.add({
        ...at,
        code: 'wrong-root',
        message: `Entries ${from} to ${to} of ${this.writer} are not those that checkpoint ${number} has signed.`,
      });
    }
  }

  /** A writer's first stretch lacks its beginning. */
  #missFrom(from: number): void {
    for (let each = from; each < this.first; each++) this.#missing.add(each);
    this.first = from;
  }
}

function rangesOf(numbers: Set<number>): Array<[number, number]> {
  const ranges: Array<[number, number]> = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
