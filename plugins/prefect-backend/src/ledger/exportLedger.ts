import {
  canonicalize,
  sign,
  type Seal,
  type SealedWriter,
} from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import type { Signer } from './LedgerKeys';

const PAGE = 500;

/** What an export is made from. */
export type ExportDeps = {
  readonly db: Knex;
  readonly signer: Signer;
  readonly clock: () => number;
  /** The writers, in the order in which they began, and up to when was deleted. */
  readonly writers: readonly string[];
  readonly since: string | undefined;
};

/**
 * All that is sealed, writer by writer, and at the end a seal which says what there is of
 * each. Nothing grows in memory with the ledger.
 */
export async function* exportLedger({
  db,
  signer,
  clock,
  writers,
  since,
}: ExportDeps): AsyncIterable<string> {
  // Before the first line: what is sealed while these lines are read is not in them.
  const at = new Date(clock()).toISOString();
  const last = new Map<string, number>();
  for (const writer of writers) {
    const row = await db('ledger_checkpoints')
      .where({ writer })
      .max({ number: 'number' })
      .first();
    if (row?.number) last.set(writer, Number(row.number));
  }
  const sealed: SealedWriter[] = [];
  for (const [writer, number] of last) {
    const whole = yield* exportWriter(db, writer, number);
    if (whole) sealed.push(whole);
  }
  const seal: Seal = {
    kind: 'seal',
    v: 1,
    at,
    since: since ?? null,
    writers: sealed,
    endorsements: signer.endorsements,
  };
  yield canonicalize(sign(seal, signer.key));
}

async function* exportWriter(
  db: Knex,
  writer: string,
  last: number,
): AsyncGenerator<string, SealedWriter | undefined> {
  let whole: SealedWriter | undefined;
  for (let after = 0; after < last; ) {
    const rows = await db('ledger_checkpoints')
      .where({ writer })
      .where('number', '>', after)
      .where('number', '<=', last)
      .orderBy('number')
      .limit(PAGE)
      .select('number', 'from_seq', 'to_seq', 'hash', 'checkpoint');
    if (rows.length === 0) break;
    for (const row of rows) {
      const [from, to] = [Number(row.from_seq), Number(row.to_seq)];
      yield* exportEntries(db, { writer, from, to });
      yield row.checkpoint;
      whole = { writer, from: whole?.from ?? from, to, checkpoint: row.hash };
      after = Number(row.number);
    }
  }
  return whole;
}

async function* exportEntries(
  db: Knex,
  { writer, from, to }: { writer: string; from: number; to: number },
): AsyncIterable<string> {
  for (let first = from; first <= to; first += PAGE) {
    const rows: Array<{ entry: string }> = await db('ledger_entries')
      .where({ writer })
      .whereBetween('seq', [first, Math.min(to, first + PAGE - 1)])
      .orderBy('seq')
      .select('entry');
    for (const { entry } of rows) yield entry;
  }
}
