import type { LoggerService } from '@backstage/backend-plugin-api';
import { verifyLedger } from '@backstage-prefect/ledger-verify';
import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Schedule } from '../../schedule';
import type { Ledger } from '../Ledger';
import { Repeated } from '../../Repeated';
import { findBreak, type Break } from './findBreak';
import { LedgerCheckStore, type CheckedRow } from './LedgerCheckStore';

/** How often it looks whether a verification is due, and what the last one found, ms. */
const LOOK_MS = 30_000;
/** Of replicas that start together the first verifies, for all of them, ms. */
const JUST_NOW_MS = 60_000;
/** Signs of life while it verifies, ms; well within what a claim lasts. */
const RENEW_MS = 5_000;
/** Others get a turn after so many lines. */
const LINES_PER_TURN = 100;

/** What is told of the whole ledger. */
export type CheckResult = {
  /** Of the portal that verified. */
  readonly version: string;
  readonly entries: number;
  /** What is older was deleted by the retention. */
  readonly since: string | null;
  /** Undefined when all is well. */
  readonly broken?: Break;
};

/** How it stands with the ledger; every replica tells the same. */
export type CheckState = {
  /** ISO; undefined before the first verification has ended. */
  readonly checkedAt: string | undefined;
  readonly result: CheckResult | undefined;
  readonly isChecking: boolean;
  /** The last one is older than it should be. */
  readonly isOverdue: boolean;
};

/** What a check is made from. */
export type LedgerCheckDeps = {
  readonly db: Knex;
  readonly ledger: Pick<Ledger, 'export' | 'publicKeys'>;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
  readonly verifySeconds: number;
  /** Of this portal. */
  readonly version: string;
};

/** Thrown inside, to end a verification in the middle. */
class Ended extends Error {}

/**
 * Verifies the whole ledger again and again, as whoever has an export would, and keeps what
 * it found in the database. Of all replicas one does so at a time; the lines go through and
 * are not kept.
 *
 * What it does not promise: it trusts the configured keys and reads the same database, so
 * whoever has both can deceive it. An export that is verified elsewhere, against the anchor,
 * is what tells.
 */
export class LedgerCheck {
  readonly #deps: LedgerCheckDeps;
  readonly #store: LedgerCheckStore;
  readonly #chores: Repeated;
  readonly #id = randomBytes(8).toString('hex');
  #last: CheckedRow | undefined;
  #begun: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(deps: LedgerCheckDeps) {
    this.#deps = deps;
    this.#store = new LedgerCheckStore(deps.db);
    this.#chores = new Repeated(deps.schedule, deps.logger);
  }

  /** Verifies at once, in the background, and from then on whenever it is due. */
  start(): void {
    const { logger, verifySeconds } = this.#deps;
    const onFailure = 'The ledger could not be verified; it is tried again';
    this.#begun = this.#look(JUST_NOW_MS).catch(error => {
      logger.error(onFailure, error);
    });
    this.#chores.start({
      everyMs: LOOK_MS,
      run: () => this.#look(verifySeconds * 1000),
      onFailure,
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#chores.stop();
    await this.#begun;
  }

  async state(): Promise<CheckState> {
    this.#last = await this.#store.read();
    const { checkedAt, isClaimed = false, result } = this.#last ?? {};
    return {
      checkedAt,
      result,
      isChecking: isClaimed,
      isOverdue: this.#isOverdue(this.#last),
    };
  }

  /** Whether the last verification is recent and found nothing; undefined before the first. */
  isVerified(): boolean | undefined {
    const last = this.#last;
    if (!last?.result) return undefined;
    return !last.result.broken && !this.#isOverdue(last);
  }

  #isOverdue(last: CheckedRow | undefined): boolean {
    if (last?.ageMs === undefined) return false;
    return last.ageMs > 2 * this.#deps.verifySeconds * 1000 + LOOK_MS;
  }

  async #look(atLeastOldMs: number): Promise<void> {
    if (await this.#store.claim(this.#id, atLeastOldMs)) await this.#claimed();
    this.#last = await this.#store.read();
  }

  async #claimed(): Promise<void> {
    try {
      // What is deleted while it is read looks like a break, but not a second time.
      const first = await this.#verify();
      const result = first.broken ? await this.#verify() : first;
      await this.#store.finish(this.#id, result);
      if (result.broken) {
        this.#deps.logger.error(
          `The ledger does not verify: ${result.broken.message}`,
        );
      }
    } catch (error) {
      await this.#store.release(this.#id);
      if (!(error instanceof Ended)) throw error;
    }
  }

  async #verify(): Promise<CheckResult> {
    const { db, ledger, version } = this.#deps;
    const report = await verifyLedger(this.#lines(), {
      keys: await ledger.publicKeys(),
    });
    return {
      version,
      entries: report.counts.entries,
      since: report.since,
      broken: report.verdict === 'ok' ? undefined : await findBreak(db, report),
    };
  }

  async *#lines(): AsyncIterable<string> {
    let renewedAt = performance.now();
    let count = 0;
    for await (const line of this.#deps.ledger.export()) {
      if (++count % LINES_PER_TURN === 0) await nextTurn();
      if (performance.now() - renewedAt > RENEW_MS) {
        if (!(await this.#store.renew(this.#id))) throw new Ended();
        renewedAt = performance.now();
      }
      if (this.#isStopped) throw new Ended();
      yield line;
    }
  }
}
