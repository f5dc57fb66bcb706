import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { canonicalize } from '../canonicalize.ts';
import { entryId } from '../entryId.ts';
import type { Checkpoint, Endorsement, LedgerEntry, Signed } from '../forms.ts';
import { sign, signedHash } from '../keys.ts';
import { leafHash, merkleRoot } from '../merkle.ts';

export type TestKey = { readonly privateKey: KeyObject; readonly pem: string };

/** A new key with its public half in PEM. */
export function makeKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    pem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
  };
}

type Fields = Partial<LedgerEntry> & Pick<LedgerEntry, 'kind'>;

/** A writer that a test fills by hand. */
class TestWriter {
  readonly lines: string[] = [];
  readonly checkpoints: Array<Signed<Checkpoint>> = [];
  readonly writer: string;
  #hashes: string[] = [];
  #from = 1;
  readonly #ledger: TestLedger;

  constructor(ledger: TestLedger, writer: string) {
    this.#ledger = ledger;
    this.writer = writer;
  }

  get seq(): number {
    return this.#hashes.length;
  }

  write(fields: Fields): string {
    const seq = this.seq + 1;
    const id = entryId(this.writer, seq);
    const text = canonicalize({
      v: 1,
      id,
      at: this.#ledger.now(),
      writer: this.writer,
      seq,
      prev: this.#hashes.at(-1) ?? null,
      ...fields,
    });
    this.#hashes.push(leafHash(text));
    this.lines.push(text);
    return id;
  }

  /** An act with its outcome. */
  act(action = 'run-start'): void {
    const of = this.write({
      kind: 'intent',
      action,
      principal: { kind: 'user', ref: 'user:default/mina' },
      resource: { instance: 'production', deployment: 'etl' },
      parameters: { region: 'eu', note: 'line\nbreak \u2028 \u001b[31m' },
    });
    this.write({ kind: 'outcome', of, outcome: { status: 'succeeded' } });
  }

  seal({ key = this.#ledger.key, final = false } = {}): void {
    const leaves = this.#hashes.slice(this.#from - 1);
    const last = this.checkpoints.at(-1);
    const checkpoint = sign(
      {
        kind: 'checkpoint' as const,
        v: 1 as const,
        writer: this.writer,
        number: this.checkpoints.length + 1,
        from: this.#from,
        to: this.seq,
        root: merkleRoot(leaves),
        head: leaves.at(-1)!,
        prev: last ? signedHash(last) : null,
        at: this.#ledger.now(),
        final,
        witnessed: this.#ledger.witnessedBy(this.writer),
        endorsements: this.#ledger.endorsements,
      },
      key.privateKey,
    );
    this.#from = this.seq + 1;
    this.checkpoints.push(checkpoint);
    this.lines.push(canonicalize(checkpoint));
  }
}

/** A small ledger that a test fills by hand, with the moves of somebody who tampers. */
export class TestLedger {
  readonly writers: TestWriter[] = [];
  readonly key: TestKey;
  endorsements: Endorsement[] = [];
  #second = 0;

  constructor(key: TestKey = makeKey()) {
    this.key = key;
  }

  now(): string {
    return new Date(
      Date.UTC(2026, 10, 24, 12) + this.#second++ * 1000,
    ).toISOString();
  }

  writer(name: string): TestWriter {
    const writer = new TestWriter(this, name);
    this.writers.push(writer);
    return writer;
  }

  witnessedBy(writer: string): Checkpoint['witnessed'] {
    return this.writers
      .filter(other => other.writer !== writer && other.checkpoints.length > 0)
      .map(({ writer: name, checkpoints }) => {
        const last = checkpoints.at(-1)!;
        return {
          writer: name,
          number: last.number,
          hash: signedHash(last),
          at: last.at,
        };
      });
  }

  /** All lines, and the seal over them. */
  export({ key = this.key, since = null as string | null } = {}): string[] {
    const seal = sign(
      {
        kind: 'seal' as const,
        v: 1 as const,
        at: this.now(),
        since,
        writers: this.writers.map(({ writer, seq, checkpoints }) => ({
          writer,
          from: 1,
          to: seq,
          checkpoint: signedHash(checkpoints.at(-1)!),
        })),
        endorsements: this.endorsements,
      },
      key.privateKey,
    );
    return [...this.writers.flatMap(({ lines }) => lines), canonicalize(seal)];
  }
}

/** Two writers, two checkpoints each, every act ended. */
export function filledLedger(key?: TestKey): TestLedger {
  const ledger = new TestLedger(key);
  const [one, two] = [ledger.writer('aaaa'), ledger.writer('bbbb')];
  for (const writer of [one, two]) {
    writer.write({ kind: 'key' });
    writer.act();
    writer.act('run-cancel');
    writer.seal();
    writer.write({ kind: 'denial', action: 'run-start' });
    writer.act('schedule-pause');
    writer.write({ kind: 'heartbeat' });
  }
  two.seal();
  one.seal({ final: true });
  return ledger;
}
