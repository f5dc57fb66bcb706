import type { KeyObject } from 'node:crypto';
import { Acts } from './Acts.ts';
import { Findings } from './Findings.ts';
import type {
  Checkpoint,
  Endorsement,
  LedgerEntry,
  Seal,
  Signed,
  Witnessed,
} from './forms.ts';
import {
  judgeSignature,
  keyIdOf,
  readPublicKey,
  signedHash,
  type Keys,
} from './keys.ts';
import type { LedgerReport } from './LedgerReport.ts';
import { leafHash } from './merkle.ts';
import { readLine } from './readLine.ts';
import { WriterChain, type Questions } from './WriterChain.ts';

/** What ends a verification. */
type Limits = {
  readonly isAnchored: boolean;
  readonly maxAgeSeconds: number | undefined;
  readonly now: number;
};

/** Takes an export line by line, then the anchor, and judges. */
export class Verifier {
  readonly #keys: Keys;
  readonly #to: Questions = {
    integrity: new Findings(),
    completeness: new Findings(),
    tail: new Findings(),
  };
  readonly #writers = new Map<string, WriterChain>();
  readonly #acts = new Acts();
  readonly #witnessed = new Map<string, Witnessed>();
  readonly #anchored: Array<Signed<Checkpoint>> = [];
  #checkpoints = 0;
  #seal: Signed<Seal> | undefined;

  constructor(keys: readonly KeyObject[]) {
    this.#keys = new Map(keys.map(key => [keyIdOf(key), key]));
  }

  addLine(text: string, line: number): void {
    if (this.#seal) {
      this.#to.tail.add({
        code: 'after-seal',
        line,
        message: `Line ${line} comes after the seal that ends the export.`,
      });
    }
    const read = readLine(text);
    if (!read) {
      this.#to.integrity.add({
        code: 'unreadable',
        line,
        message: `Line ${line} is not a line of a ledger as it was written.`,
      });
      return;
    }
    if (read.kind === 'seal') this.#addSeal(read, line);
    else if (read.kind === 'checkpoint') this.#addCheckpoint(read, line);
    else this.#addEntry(read, text, line);
  }

  addAnchor(text: string): void {
    if (text.trim() === '') return;
    const read = readLine(text);
    // A file that is written while the machine stops may end in half a line.
    if (read?.kind !== 'checkpoint') return;
    if (this.#isSigned(read, undefined)) this.#anchored.push(read);
  }

  finish({ maxAgeSeconds, now, isAnchored }: Limits): LedgerReport {
    for (const chain of this.#writers.values()) chain.end();
    this.#judgeSeal();
    this.#judgeWitnessed();
    for (const checkpoint of this.#anchored) this.#judgeAnchor(checkpoint);
    if (maxAgeSeconds !== undefined) {
      this.#judgeAge(maxAgeSeconds, now);
    }
    const sealedAt = this.#seal?.at ?? null;
    const underWay = this.#acts.judge(
      this.#to,
      {
        sealedAt,
        isGone: writer => this.#writers.get(writer)?.isFinal ?? true,
      },
      intent => this.#isCut(intent),
    );
    const integrity = this.#to.integrity.judge();
    const completeness = this.#to.completeness.judge();
    const tail = this.#to.tail.judge();
    const isGood = [integrity, completeness, tail].every(
      ({ verdict }) => verdict === 'ok',
    );
    return {
      verdict: isGood ? 'ok' : 'broken',
      integrity,
      completeness,
      tail,
      counts: {
        ...this.#acts.counts,
        checkpoints: this.#checkpoints,
        writers: this.#writers.size,
      },
      underWay,
      sealedAt,
      since: this.#seal?.since ?? null,
      anchored: isAnchored,
    };
  }

  #chainOf(writer: string): WriterChain {
    const known = this.#writers.get(writer);
    if (known) return known;
    const chain = new WriterChain(writer, this.#to);
    this.#writers.set(writer, chain);
    return chain;
  }

  #addEntry(entry: LedgerEntry, text: string, line: number): void {
    const chain = this.#chainOf(entry.writer);
    if (chain.addEntry(entry, leafHash(text), line)) this.#acts.add(entry);
  }

  #addCheckpoint(checkpoint: Signed<Checkpoint>, line: number): void {
    this.#checkpoints += 1;
    if (!this.#isSigned(checkpoint, line)) return;
    this.#chainOf(checkpoint.writer).addCheckpoint(checkpoint, line);
    for (const seen of checkpoint.witnessed) {
      const known = this.#witnessed.get(seen.writer);
      if (!known || seen.number >= known.number) {
        this.#witnessed.set(seen.writer, seen);
      }
    }
  }

  #addSeal(seal: Signed<Seal>, line: number): void {
    if (this.#isSigned(seal, line)) this.#seal = seal;
  }

  #isSigned(
    signed: Signed<Checkpoint> | Signed<Seal>,
    line: number | undefined,
  ): boolean {
    if (!this.#keys.has(signed.key)) this.#learnKeys(signed.endorsements);
    const judged = judgeSignature(signed, this.#keys);
    if (judged === 'good') return true;
    const what =
      signed.kind === 'seal'
        ? 'The seal'
        : `Checkpoint ${signed.number} of ${signed.writer}`;
    const where = line === undefined ? `${what} in the anchor` : what;
    this.#to.integrity.add({
      code: judged === 'bad' ? 'bad-signature' : 'unknown-key',
      line,
      writer: signed.kind === 'seal' ? undefined : signed.writer,
      message:
        judged === 'bad'
          ? `${where} does not carry the signature of its text: it was changed, or signed by somebody else.`
          : `${where} is signed with the key ${signed.key}, which is not one that you trust.`,
    });
    return false;
  }

  /** A key that a trusted one has endorsed is trusted from then on. */
  #learnKeys(endorsements: readonly Endorsement[]): void {
    for (const each of endorsements) {
      if (judgeSignature(each, this.#keys) !== 'good') continue;
      const key = tryKey(each.publicKey);
      if (key) this.#keys.set(keyIdOf(key), key);
    }
  }

  #judgeSeal(): void {
    if (!this.#seal) {
      this.#to.tail.add({
        code: 'no-seal',
        message:
          'The export does not end with a seal that you trust: its end was cut off, or it was not exported to its end.',
      });
      return;
    }
    const sealed = new Map(this.#seal.writers.map(each => [each.writer, each]));
    for (const { writer, from, to, checkpoint } of sealed.values()) {
      const chain = this.#writers.get(writer);
      if (!chain) {
        this.#to.completeness.add({
          code: 'missing-writer',
          writer,
          message: `Of the writer ${writer} all entries are missing: the seal names ${from} to ${to}.`,
        });
      } else if (chain.last < to || chain.lastCheckpoint !== checkpoint) {
        this.#to.tail.add({
          code: 'cut-tail',
          writer,
          seq: to,
          message: `${writer} ends at ${chain.last}, but the seal says ${to}.`,
        });
      } else if (chain.first > from) {
        this.#to.completeness.add({
          code: 'missing-entries',
          writer,
          seq: from,
          message: `${writer} begins with ${chain.first}, but the seal says ${from}.`,
        });
      }
    }
    for (const writer of this.#writers.keys()) {
      if (sealed.has(writer)) continue;
      this.#to.integrity.add({
        code: 'foreign-entry',
        writer,
        message: `The seal does not know the writer ${writer}.`,
      });
    }
  }

  /** What others saw of a writer must be here, unless the retention has deleted it. */
  #judgeWitnessed(): void {
    for (const { writer, number, hash, at } of this.#witnessed.values()) {
      const chain = this.#writers.get(writer);
      if (!chain) {
        if (this.#isDeleted(at)) continue;
        this.#to.completeness.add({
          code: 'missing-writer',
          writer,
          message: `Another writer has seen checkpoint ${number} of ${writer}, of which nothing is here.`,
        });
        continue;
      }
      this.#compare(chain, { number, hash, at, by: 'another writer has seen' });
    }
  }

  #judgeAnchor(checkpoint: Signed<Checkpoint>): void {
    const { writer, number, at } = checkpoint;
    const chain = this.#writers.get(writer);
    if (!chain) {
      if (this.#isDeleted(at)) return;
      this.#to.tail.add({
        code: 'older-than-anchor',
        writer,
        message: `The anchor has checkpoint ${number} of ${writer}, of ${at}; nothing of it is here. An older state was put back, or it was deleted.`,
      });
      return;
    }
    const hash = signedHash(checkpoint);
    this.#compare(chain, { number, hash, at, by: 'the anchor has' });
  }

  #compare(
    chain: WriterChain,
    seen: { number: number; hash: string; at: string; by: string },
  ): void {
    const { writer } = chain;
    const here = chain.checkpoints.get(seen.number);
    if (here === seen.hash) return;
    if (here !== undefined) {
      this.#to.integrity.add({
        code: 'fork',
        writer,
        message: `Checkpoint ${seen.number} of ${writer} is another than ${seen.by}: its history was written twice.`,
      });
      return;
    }
    if (seen.number < Math.min(...chain.checkpoints.keys())) return;
    // What was signed while the export was read is not in it, and need not be.
    if (this.#seal && seen.at > this.#seal.at) return;
    this.#to.tail.add({
      code: 'older-than-anchor',
      writer,
      message: `Of ${writer} ${seen.by} checkpoint ${seen.number}, of ${seen.at}, which is not here: the end was cut off, or an older state was put back.`,
    });
  }

  #judgeAge(maxAgeSeconds: number, now: number): void {
    if (!this.#seal) return;
    const age = Math.round((now - Date.parse(this.#seal.at)) / 1000);
    if (age <= maxAgeSeconds) return;
    this.#to.tail.add({
      code: 'too-old',
      message: `The export was made ${age} seconds ago, and you allow ${maxAgeSeconds}.`,
    });
  }

  #isDeleted(at: string): boolean {
    const since = this.#seal?.since;
    return since !== undefined && since !== null && at < since;
  }

  /** Whether the retention has deleted an intent whose outcome is still there. */
  #isCut(intent: string): boolean {
    if (!this.#seal?.since) return false;
    const dot = intent.lastIndexOf('.');
    const chain = this.#writers.get(intent.slice(0, dot));
    return !chain || Number(intent.slice(dot + 1)) < chain.first;
  }
}

function tryKey(pem: string): KeyObject | undefined {
  try {
    return readPublicKey(pem);
  } catch {
    return undefined;
  }
}
