import type {
  Decided,
  EntryOutcome,
  LedgerEntry,
  LedgerProof,
  LedgerResource,
  Party,
} from '@backstage-prefect/ledger-verify';
import type { Knex } from 'knex';

/** Of an entry: `<writer>.<seq>`. */
export type LedgerId = string & { readonly LedgerId: unique symbol };

/** Who wants to do what, through which door, by which decision. */
export type Act = {
  readonly principal: Party;
  readonly onBehalfOf?: Party;
  /** `run-start`, for example. */
  readonly action: string;
  readonly resource: LedgerResource;
  readonly door: string;
  readonly decision: Decided;
  /** Secrets are masked before they come here. */
  readonly parameters?: unknown;
  /** What is really sent: only its keyed digest is kept. */
  readonly sent?: unknown;
  readonly meta?: Record<string, unknown>;
};

/** An act that was not allowed. */
export type Denied = Act;

/** Somebody has read the ledger. */
export type Reading = Pick<
  Act,
  'principal' | 'onBehalfOf' | 'action' | 'door' | 'meta'
>;

/** How an act ended, and what it made. */
export type Ended = EntryOutcome & {
  readonly resource?: LedgerResource;
  readonly meta?: Record<string, unknown>;
};

/** What a list of entries is narrowed to; all that are given must fit. */
export type LedgerFilter = {
  /** Of heartbeats those only that tell of something done. */
  readonly kinds?: ReadonlyArray<LedgerEntry['kind']>;
  /** Who did it. */
  readonly person?: string;
  /** On whose behalf it was done. */
  readonly behalf?: string;
  readonly action?: string;
  readonly instance?: string;
  readonly deployment?: string;
  /** What was done to this run, and what made it. */
  readonly run?: string;
  readonly door?: string;
  readonly decision?: 'allowed' | 'denied';
  /** ISO: from this moment on. */
  readonly since?: string;
  /** ISO: before this moment. */
  readonly until?: string;
  /** Occurs anywhere in the entry, in any case. */
  readonly text?: string;
};

/**
 * Narrows a query over `ledger_entries` to what somebody may read, by the columns
 * `instance` and `deployment`.
 */
export type Within = (entries: Knex.QueryBuilder) => void;

/** An entry, and how it ended when it is an intent that has. */
export type Found = {
  readonly entry: LedgerEntry;
  readonly ended: LedgerEntry | undefined;
};

/** The newest first. */
export type LedgerPage = {
  readonly items: readonly Found[];
  /** For the page after; undefined at the end. */
  readonly cursor: string | undefined;
};

/** The one record of what happened. */
export interface Ledger {
  /** Begins to write signs of life and checkpoints, and ends what dead processes left open. */
  start(): Promise<void>;
  /** Writes what waits, seals it, and says goodbye. */
  stop(): Promise<void>;

  /**
   * The keyed digest of what is sent, by which entries and grants tell whether two are equal.
   * @throws LedgerUnavailableError when its keys cannot be read
   */
  digestOf(sent: unknown): Promise<string>;
  /**
   * Records what is about to be done; on the disk when it settles.
   * @throws LedgerUnavailableError, and then it must not be done
   */
  intent(act: Act): Promise<LedgerId>;
  /**
   * Records how it ended. When the database does not take it, it is kept in memory and
   * written later, whatever this promise says.
   * @throws LedgerUnavailableError when it is not written yet
   */
  outcome(id: LedgerId, ended: Ended): Promise<void>;
  /** Records what was not allowed; kept in memory like an outcome. */
  denial(denied: Denied): Promise<LedgerId>;
  /**
   * Records that somebody reads the ledger.
   * @throws LedgerUnavailableError, and then nothing must be shown
   */
  read(reading: Reading): Promise<LedgerId>;

  /** An end is found with the act that it ends. */
  find(id: string, within?: Within): Promise<Found | undefined>;
  list(
    filter: LedgerFilter,
    page: { readonly limit: number; readonly cursor?: string },
    within?: Within,
  ): Promise<LedgerPage>;
  /** That an entry is in the ledger, for others to verify; undefined when it is not there. */
  prove(id: string): Promise<LedgerProof | undefined>;
  /** Everything, as JSON lines that `ledger-verify` takes; without the line feeds. */
  export(): AsyncIterable<string>;
  /** The public halves of the configured keys, PEM; the one that signs is the first. */
  publicKeys(): Promise<readonly string[]>;
}
