import type { Knex } from 'knex';
import { databaseClock } from '../../mirror';
import type { CheckResult } from './LedgerCheck';

/** Who gives no sign of life for so long does not verify any more, ms. */
const CLAIM_LASTS_MS = 60_000;
/** The one verification that there is. */
const CHAIN = { name: 'chain' };

/** What is known of the last verification. */
export type CheckedRow = {
  /** ISO, by the database's clock. */
  readonly checkedAt: string | undefined;
  readonly ageMs: number | undefined;
  readonly result: CheckResult | undefined;
  /** Somebody verifies now. */
  readonly isClaimed: boolean;
};

/** Where replicas agree on who verifies, and leave what was found. */
export class LedgerCheckStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** @returns false when another verifies, or the last one is younger */
  async claim(by: string, atLeastOldMs: number): Promise<boolean> {
    await this.#db('ledger_checks').insert(CHAIN).onConflict('name').ignore();
    const now = databaseClock(this.#db);
    const before = (ms: number) => this.#db.raw('? - ?', [now, ms]);
    const claimed = await this.#db('ledger_checks')
      .where(CHAIN)
      .where(free =>
        free
          .whereNull('claimed_at')
          .orWhere('claimed_at', '<', before(CLAIM_LASTS_MS)),
      )
      .where(due =>
        due
          .whereNull('checked_at')
          .orWhere('checked_at', '<=', before(atLeastOldMs)),
      )
      .update({ claimed_by: by, claimed_at: now });
    return claimed > 0;
  }

  /** @returns false when another has taken it over */
  async renew(by: string): Promise<boolean> {
    const renewed = await this.#db('ledger_checks')
      .where({ ...CHAIN, claimed_by: by })
      .update({ claimed_at: databaseClock(this.#db) });
    return renewed > 0;
  }

  /** Leaves the result, unless another has taken it over. */
  async finish(by: string, result: CheckResult): Promise<void> {
    await this.#db('ledger_checks')
      .where({ ...CHAIN, claimed_by: by })
      .update({
        claimed_by: null,
        claimed_at: null,
        checked_at: databaseClock(this.#db),
        result: JSON.stringify(result),
      });
  }

  async release(by: string): Promise<void> {
    await this.#db('ledger_checks')
      .where({ ...CHAIN, claimed_by: by })
      .update({ claimed_by: null, claimed_at: null });
  }

  async read(): Promise<CheckedRow | undefined> {
    const row = await this.#db('ledger_checks')
      .where(CHAIN)
      .first('checked_at', 'claimed_at', 'result', {
        now: databaseClock(this.#db),
      });
    if (!row) return undefined;
    const at = row.checked_at === null ? undefined : Number(row.checked_at);
    const now = Number(row.now);
    return {
      checkedAt: at === undefined ? undefined : new Date(at).toISOString(),
      ageMs: at === undefined ? undefined : now - at,
      result: row.result === null ? undefined : JSON.parse(row.result),
      isClaimed:
        row.claimed_at !== null &&
        now - Number(row.claimed_at) <= CLAIM_LASTS_MS,
    };
  }
}
