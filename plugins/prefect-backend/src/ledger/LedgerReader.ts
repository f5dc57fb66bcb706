import {
  inclusionPath,
  leafHash,
  type EntryKind,
  type LedgerEntry,
  type LedgerProof,
} from '@backstage-prefect/ledger-verify';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { Found, LedgerFilter, LedgerPage, Within } from './Ledger';

const COLUMNS = {
  person: 'person',
  behalf: 'behalf',
  action: 'action',
  instance: 'instance',
  deployment: 'deployment',
  door: 'door',
} as const;

/** Acts that told of a run; one makes it, some operate it. */
const MOST_MAKING = 100;

type Row = { readonly position: number | string; readonly entry: string };
type Place = { readonly writer: string; readonly seq: number };

/** Finds entries, for whoever may read the ledger. */
export class LedgerReader {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async find(id: string, within?: Within): Promise<Found | undefined> {
    const place = await this.#placeOfAct(id);
    if (!place) return undefined;
    const query = this.#db('ledger_entries').where(place);
    if (within) query.where(inner => within(inner));
    const row: Row | undefined = await query.first('position', 'entry');
    return row && (await this.#withEnds([row]))[0];
  }

  async list(
    filter: LedgerFilter,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string },
    within?: Within,
  ): Promise<LedgerPage> {
    const query = this.#db('ledger_entries')
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .select('position', 'entry');
    narrow(query, filter);
    if (filter.run !== undefined) await this.#narrowToRun(query, filter.run);
    if (within) query.where(inner => within(inner));
    if (cursor !== undefined) query.where('position', '<', positionOf(cursor));
    const rows: Row[] = await query;
    const page = rows.slice(0, limit);
    const isMore = rows.length > limit;
    return {
      items: await this.#withEnds(page),
      cursor: isMore ? String(page[page.length - 1].position) : undefined,
    };
  }

  async prove(id: string): Promise<LedgerProof | undefined> {
    const place = placeOf(id);
    if (!place) return undefined;
    const { writer, seq } = place;
    const sealed = await this.#db('ledger_checkpoints')
      .where({ writer })
      .where('from_seq', '<=', seq)
      .where('to_seq', '>=', seq)
      .first('checkpoint');
    if (!sealed) return undefined;
    const checkpoint = JSON.parse(sealed.checkpoint);
    const rows: Array<{ seq: number | string; entry: string }> = await this.#db(
      'ledger_entries',
    )
      .where({ writer })
      .whereBetween('seq', [checkpoint.from, checkpoint.to])
      .orderBy('seq')
      .select('seq', 'entry');
    const index = rows.findIndex(row => Number(row.seq) === seq);
    if (index < 0) return undefined;
    const leaves = rows.map(({ entry }) => leafHash(entry));
    return {
      entry: JSON.parse(rows[index].entry),
      checkpoint,
      path: inclusionPath(leaves, index),
    };
  }

  /** Of the entry itself, or of the act that it ends while that is there. */
  async #placeOfAct(id: string): Promise<Place | undefined> {
    const place = placeOf(id);
    if (!place) return undefined;
    const row: { ends: string | null } | undefined = await this.#db(
      'ledger_entries',
    )
      .where(place)
      .first('ends');
    const act = row?.ends ? placeOf(row.ends) : undefined;
    if (!act) return place;
    const isThere = await this.#db('ledger_entries').where(act).first('seq');
    return isThere ? act : place;
  }

  /** The intent to make a run does not know it yet; its outcome does. */
  async #narrowToRun(query: Knex.QueryBuilder, run: string): Promise<void> {
    const made: Array<{ ends: string }> = await this.#db('ledger_entries')
      .where({ run })
      .whereNotNull('ends')
      .orderBy('position', 'desc')
      .limit(MOST_MAKING)
      .select('ends');
    query.where(either => {
      either.where({ run });
      for (const { ends } of made) {
        const place = placeOf(ends);
        if (place) either.orWhere(place);
      }
    });
  }

  async #withEnds(rows: readonly Row[]): Promise<Found[]> {
    const entries = rows.map(({ entry }): LedgerEntry => JSON.parse(entry));
    const intents = entries
      .filter(({ kind }) => kind === 'intent')
      .map(({ id }) => id);
    const ends = new Map<string, LedgerEntry>();
    if (intents.length > 0) {
      const found: Row[] = await this.#db('ledger_entries')
        .whereIn('ends', intents)
        .orderBy('position')
        .select('entry');
      // What came last holds: who was taken for dead may still tell how it ended.
      for (const { entry } of found) {
        const ended: LedgerEntry = JSON.parse(entry);
        ends.set(ended.of ?? '', ended);
      }
    }
    return entries.map(entry => ({ entry, ended: ends.get(entry.id) }));
  }
}

function narrow(query: Knex.QueryBuilder, filter: LedgerFilter): void {
  for (const [name, column] of Object.entries(COLUMNS)) {
    const value = filter[name as keyof typeof COLUMNS];
    if (value !== undefined) query.where(column, value);
  }
  if (filter.kinds) narrowToKinds(query, filter.kinds);
  if (filter.decision) {
    query.where('allowed', filter.decision === 'allowed');
  }
  if (filter.since !== undefined) query.where('at', '>=', filter.since);
  if (filter.until !== undefined) query.where('at', '<', filter.until);
  if (filter.text) {
    // As it stands in the entry: JSON escapes quotes and backslashes.
    const wanted = JSON.stringify(filter.text.toLowerCase()).slice(1, -1);
    const pattern = `%${wanted.replace(/[!%_]/g, each => `!${each}`)}%`;
    query.whereRaw("lower(entry) like ? escape '!'", [pattern]);
  }
}

/** Of signs of life, which come every few minutes, only those that tell of something done. */
function narrowToKinds(
  query: Knex.QueryBuilder,
  kinds: readonly EntryKind[],
): void {
  query.whereIn('kind', [...kinds]);
  if (kinds.includes('heartbeat')) {
    query.where(telling =>
      telling.whereNot('kind', 'heartbeat').orWhereNotNull('action'),
    );
  }
}

function placeOf(id: string): Place | undefined {
  const match = /^([\w-]{1,64})\.(\d{1,15})$/.exec(id);
  return match ? { writer: match[1], seq: Number(match[2]) } : undefined;
}

function positionOf(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new InputError(
      'The cursor is not one that an earlier page gave. Start from the first page.',
    );
  }
  return Number(cursor);
}
