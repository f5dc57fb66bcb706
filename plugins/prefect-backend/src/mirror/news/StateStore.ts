import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import { databaseClock } from '../lease/databaseClock';
import type { Instant } from '../Mirror';

/** What is stored of how fresh an instance is, with ages by the database's clock, ms. */
export type StoredState = {
  readonly instance: InstanceId;
  readonly version: string | null;
  readonly isSeeded: boolean;
  readonly asOf: Instant | null;
  readonly problem: string | null;
  /** How long something may have been missed; undefined when nothing is. */
  readonly brokenForMs: number | undefined;
  /** How long nobody has said that the instance is followed. */
  readonly silentForMs: number;
  /** Who follows it, and with which token. */
  readonly holder: string | null;
  readonly token: number;
  /** The database's clock when this was read. */
  readonly readAt: number;
};

type StateRow = {
  instance: InstanceId;
  version: string | null;
  seeded_at: Instant | null;
  as_of: Instant | null;
  problem: string | null;
  broken_since: number | string | null;
  holder: string | null;
  token: number | string | null;
  renewed_at: number | string | null;
};

/** Reads what the holders store of how fresh their instances are. */
export class StateStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async read(): Promise<StoredState[]> {
    const rows: (StateRow & { now: number | string })[] = await this.#db(
      'instance_state',
    )
      .leftJoin(
        'sync_leases',
        'sync_leases.instance',
        'instance_state.instance',
      )
      .select(
        'instance_state.instance',
        'version',
        'seeded_at',
        'as_of',
        'problem',
        'broken_since',
        'holder',
        'token',
        'renewed_at',
        this.#db.raw('? as now', [databaseClock(this.#db)]),
      );
    return rows.map(row => toState(row, Number(row.now)));
  }
}

function toState(row: StateRow, now: number): StoredState {
  const brokenSince = row.broken_since;
  return {
    instance: row.instance,
    version: row.version,
    isSeeded: row.seeded_at !== null,
    asOf: row.as_of,
    problem: row.problem,
    brokenForMs:
      brokenSince === null ? undefined : Math.max(0, now - Number(brokenSince)),
    silentForMs: Math.max(0, now - Number(row.renewed_at ?? 0)),
    holder: row.holder,
    token: Number(row.token ?? 0),
    readAt: now,
  };
}
