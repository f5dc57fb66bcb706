import type { LoggerService } from '@backstage/backend-plugin-api';
import { entryId } from '@backstage-prefect/ledger-verify';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Schedule } from '../schedule';
import type { Draft, EntryRow } from './Draft';
import type { LedgerId } from './Ledger';
import type { Head, LedgerStore } from './LedgerStore';
import { LedgerUnavailableError } from './LedgerUnavailableError';
import { toEntryRow } from './toEntryRow';

/** Entries of one commit; SQLite takes 32,766 values in a statement. */
const MOST_AT_ONCE = 1_000;
/** Entries that wait while the database does not take any. */
const MOST_WAITING = 20_000;
/** An act is refused when its intent is not written after so long, ms. */
const INTENT_DEADLINE_MS = 10_000;
/** How long the database is left alone after it did not take entries, ms. */
const RETRY_MS = 1_000;

/** What an entry writer is made from. */
export type EntryWriterDeps = {
  readonly writer: string;
  readonly store: Pick<LedgerStore, 'append' | 'head'>;
  /**
   * Done once before the first entry, and again with the next when it fails; answers what
   * is to be written first.
   */
  readonly open: () => Promise<Draft>;
  readonly clock: () => number;
  readonly schedule: Schedule;
  readonly logger: LoggerService;
};

type Waiting = {
  readonly draft: Draft;
  /** Whether it is written later when it could not be written at once. */
  readonly keep: boolean;
  settle(result: LedgerId | undefined): void;
  isSettled: boolean;
};

/** An entry of the writer itself, for which nobody waits. */
function own(draft: Draft): Waiting {
  return { draft, keep: true, isSettled: true, settle: () => {} };
}

/**
 * The chain of this process. Entries that arrive while a commit is under way go together in
 * the next one: under load many share one wait for the disk, and one alone does not wait for
 * company.
 */
export class EntryWriter {
  readonly #deps: EntryWriterDeps;
  #head: Head = { seq: 0, hash: '' };
  #at = '';
  #waiting: Waiting[] = [];
  /** A batch of which it is not known whether it was written. */
  #doubtful: { rows: EntryRow[]; batch: Waiting[] } | undefined;
  #leaves: Array<{ seq: number; hash: string }> = [];
  #isOpen = false;
  #isFlushing = false;
  #flushed: Promise<void> = Promise.resolve();
  #stopRetry = () => {};
  #isStopped = false;

  constructor(deps: EntryWriterDeps) {
    this.#deps = deps;
  }

  /** How many entries there are. */
  get count(): number {
    return this.#head.seq;
  }

  /** @throws LedgerUnavailableError */
  add(draft: Draft, kept: 'once' | 'until written'): Promise<LedgerId> {
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new LedgerUnavailableError());
      if (this.#isStopped || this.#waiting.length >= MOST_WAITING) {
        refuse();
        return;
      }
      this.#waiting.push({
        draft,
        keep: kept === 'until written',
        isSettled: false,
        settle: id => (id === undefined ? refuse() : resolve(id)),
      });
      this.#flush();
    });
  }

  /** What is written and not sealed, for a checkpoint. */
  leavesAfter(
    seq: number,
    limit: number,
  ): Array<{ seq: number; hash: string }> {
    const first = this.#leaves[0]?.seq ?? 0;
    if (seq + 1 > first) this.#leaves = this.#leaves.slice(seq + 1 - first);
    return this.#leaves.slice(0, limit);
  }

  /** Writes what waits, and takes nothing more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#stopRetry();
    this.#flush();
    await this.#flushed;
  }

  #flush(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    this.#flushed = this.#run();
  }

  async #run(): Promise<void> {
    this.#stopRetry();
    for (;;) {
      // All that is due in this turn joins: those whom the last commit let go come back now.
      await nextTurn();
      if (this.#waiting.length === 0 || !(await this.#commit())) {
        this.#isFlushing = false;
        return;
      }
    }
  }

  /** @returns false when the database did not take it */
  async #commit(): Promise<boolean> {
    let batch: Waiting[] = [];
    const stopDeadline = this.#deps.schedule(
      () => this.#giveUp([...batch, ...this.#waiting]),
      INTENT_DEADLINE_MS,
    );
    try {
      if (!this.#isOpen) await this.#open();
      if (this.#doubtful) await this.#resolveDoubt();
      batch = this.#waiting.splice(0, MOST_AT_ONCE);
      const rows = this.#place(batch);
      this.#doubtful = { rows, batch };
      await this.#deps.store.append(rows);
      this.#doubtful = undefined;
      this.#accept(rows, batch);
      return true;
    } catch (error) {
      this.#refuse(batch, error);
      return false;
    } finally {
      stopDeadline();
    }
  }

  async #open(): Promise<void> {
    const draft = await this.#deps.open();
    this.#isOpen = true;
    this.#waiting.unshift(own(draft));
  }

  #place(batch: readonly Waiting[]): EntryRow[] {
    let { seq, hash } = this.#head;
    // A clock that goes back must not put an entry before the one that it follows.
    const now = new Date(this.#deps.clock()).toISOString();
    const at = now > this.#at ? now : this.#at;
    return batch.map(({ draft }) => {
      const row = toEntryRow(draft, {
        writer: this.#deps.writer,
        seq: seq + 1,
        prev: seq === 0 ? null : hash,
        at,
      });
      ({ seq, hash } = row);
      return row;
    });
  }

  #accept(rows: readonly EntryRow[], batch: readonly Waiting[]): void {
    const last = rows[rows.length - 1];
    this.#head = { seq: last.seq, hash: last.hash };
    this.#at = last.at;
    rows.forEach(({ seq, hash }, index) => {
      this.#leaves.push({ seq, hash });
      const id = entryId(this.#deps.writer, seq) as LedgerId;
      const entry = batch[index];
      if (!entry.isSettled) this.#settle(entry, id);
      else if (entry.draft.kind === 'intent') this.#takeBack(id);
    });
  }

  /** The act was refused, because its intent was not known to be written; now it is. */
  #takeBack(of: LedgerId): void {
    const outcome = {
      status: 'failed' as const,
      code: new LedgerUnavailableError().code,
    };
    this.#waiting.push(own({ kind: 'outcome', of, outcome }));
  }

  #refuse(batch: readonly Waiting[], error: unknown): void {
    this.#deps.logger.error(
      'The ledger cannot be written; acts are refused until it can',
      error as Error,
    );
    // Their callers are told now; what must be written stays, in its order.
    this.#giveUpAll([...batch, ...this.#waiting]);
    this.#waiting = this.#waiting.filter(({ keep }) => keep);
    if (!this.#doubtful) {
      this.#waiting.unshift(...batch.filter(({ keep }) => keep));
    }
    if (this.#isStopped) return;
    this.#stopRetry = this.#deps.schedule(() => this.#flush(), RETRY_MS);
  }

  /** Asks whether the batch that failed was written all the same. */
  async #resolveDoubt(): Promise<void> {
    const { rows, batch } = this.#doubtful!;
    const head = await this.#deps.store.head(this.#deps.writer);
    this.#doubtful = undefined;
    if ((head?.seq ?? 0) > this.#head.seq) this.#accept(rows, batch);
    else this.#waiting.unshift(...batch.filter(({ keep }) => keep));
  }

  /** Who waits for an act too long is told that it is not done. */
  #giveUp(entries: readonly Waiting[]): void {
    this.#giveUpAll(entries);
    this.#waiting = this.#waiting.filter(
      ({ keep, isSettled }) => keep || !isSettled,
    );
  }

  #giveUpAll(entries: readonly Waiting[]): void {
    for (const entry of entries) {
      if (!entry.isSettled) this.#settle(entry, undefined);
    }
  }

  #settle(entry: Waiting, id: LedgerId | undefined): void {
    entry.isSettled = true;
    entry.settle(id);
  }
}
