import type { Checkpoint, Signed } from '@backstage-prefect/ledger-verify';
import { canonicalize, signedHash } from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';
import { databaseClock, isPostgres } from '../mirror';
import { transact } from '../transact';
import type { EntryRow } from './Draft';
import { insertDurably } from './insertDurably';

/** The last entry of a writer. */
export type Head = { readonly seq: number; readonly hash: string };

/** A leaf of the tree that a checkpoint signs. */
export type Leaf = { readonly seq: number; readonly hash: string };

/** A process that wrote entries. */
export type WriterRow = {
  readonly writer: string;
  readonly isOver: boolean;
};

/** What another process left behind may be ended again after so long, ms. */
const CLAIM_LASTS_MS = 60_000;

/** The tables of the ledger, for whoever writes it. */
export class LedgerStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** All of them or none, on the disk when it settles. */
  append(rows: readonly EntryRow[]): Promise<void> {
    return insertDurably(this.#db, rows);
  }

  async head(writer: string): Promise<Head | undefined> {
    const row = await this.#db('ledger_entries')
      .where({ writer })
      .orderBy('seq', 'desc')
      .first('seq', 'hash');
    return row && { seq: Number(row.seq), hash: row.hash };
  }

  async leaves(
    writer: string,
    { after, limit }: { after: number; limit: number },
  ): Promise<Leaf[]> {
    const rows = await this.#db('ledger_entries')
      .where({ writer })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .select('seq', 'hash');
    return rows.map(({ seq, hash }) => ({ seq: Number(seq), hash }));
  }

  async lastCheckpoint(
    writer: string,
  ): Promise<Signed<Checkpoint> | undefined> {
    const row = await this.#db('ledger_checkpoints')
      .where({ writer })
      .orderBy('number', 'desc')
      .first('checkpoint');
    return row && JSON.parse(row.checkpoint);
  }

  /** @returns false when another process has written one of this number */
  addCheckpoint(checkpoint: Signed<Checkpoint>): Promise<boolean> {
    const { writer, number, from, to, at } = checkpoint;
    const hash = signedHash(checkpoint);
    return transact(this.#db, async tx => {
      const added = await tx('ledger_checkpoints')
        .insert({
          writer,
          number,
          from_seq: from,
          to_seq: to,
          at,
          hash,
          checkpoint: canonicalize(checkpoint),
        })
        .onConflict(['writer', 'number'])
        .ignore()
        .returning('number');
      if (added.length === 0) return false;
      await tx('ledger_writers')
        .where({ writer })
        .update({ number, hash, checkpoint_at: at });
      return true;
    });
  }

  /** The newest checkpoints of other writers, those of the newest writers first. */
  async witness(
    writer: string,
    limit: number,
  ): Promise<Checkpoint['witnessed']> {
    const rows = await this.#db('ledger_writers')
      .whereNot({ writer })
      .whereNotNull('number')
      .orderBy('started_at', 'desc')
      .limit(limit)
      .select('writer', 'number', 'hash', 'checkpoint_at');
    return rows.map(row => ({
      writer: row.writer,
      number: Number(row.number),
      hash: row.hash,
      at: row.checkpoint_at,
    }));
  }

  async register(writer: string, host: string): Promise<void> {
    const now = databaseClock(this.#db);
    await this.#db('ledger_writers')
      .insert({ writer, host, started_at: now, seen_at: now })
      .onConflict('writer')
      .ignore();
  }

  /** This process is there, also when another has taken it for dead. */
  async seen(writer: string): Promise<void> {
    await this.#db('ledger_writers')
      .where({ writer })
      .update({ seen_at: databaseClock(this.#db), is_over: false });
  }

  async over(writer: string): Promise<void> {
    await this.#db('ledger_writers')
      .where({ writer })
      .update({ is_over: true });
  }

  /** All writers, in the order in which they began. */
  async writers(): Promise<WriterRow[]> {
    const rows = await this.#db('ledger_writers')
      .orderBy('started_at')
      .orderBy('writer')
      .select('writer', 'is_over');
    return rows.map(row => ({
      writer: row.writer,
      isOver: Boolean(row.is_over),
    }));
  }

  /**
   * Takes the writers that have given no sign of life for so long, so that nobody else
   * ends at the same time what they left open.
   */
  async claimDead(silentMs: number): Promise<string[]> {
    const now = databaseClock(this.#db);
    const claimed = await this.#db('ledger_writers')
      .where({ is_over: false })
      .where('seen_at', '<', this.#db.raw('? - ?', [now, silentMs]))
      .where(either =>
        either
          .whereNull('claimed_at')
          .orWhere(
            'claimed_at',
            '<',
            this.#db.raw('? - ?', [now, CLAIM_LASTS_MS]),
          ),
      )
      .update({ claimed_at: now })
      .returning('writer');
    return claimed.map(row => row.writer);
  }

  /** Ids, with what is needed to end them, of a writer's intents that nothing has ended. */
  async openIntents(writer: string, limit: number): Promise<string[]> {
    const concat = this.#db.raw(
      isPostgres(this.#db)
        ? "intent.writer || '.' || intent.seq::text"
        : "intent.writer || '.' || intent.seq",
    );
    const rows: Array<{ entry: string }> = await this.#db(
      'ledger_entries as intent',
    )
      .where({ 'intent.writer': writer, 'intent.kind': 'intent' })
      .whereNotExists(
        this.#db('ledger_entries as done')
          .select(this.#db.raw('1'))
          .where('done.ends', concat),
      )
      .orderBy('intent.seq')
      .limit(limit)
      .select('intent.entry');
    return rows.map(({ entry }) => entry);
  }

  /** A fact that is made once and then stays, whoever is first. */
  async fact(name: string, make: () => string): Promise<string> {
    const known = await this.findFact(name);
    if (known !== undefined) return known;
    await this.#db('ledger_facts')
      .insert({ name, value: make() })
      .onConflict('name')
      .ignore();
    return (await this.findFact(name)) ?? '';
  }

  async findFact(name: string): Promise<string | undefined> {
    const row = await this.#db('ledger_facts').where({ name }).first('value');
    return row?.value;
  }
}
