import type { BenchDatabase } from './PortalOptions';

/** What the ledger of a bench is started with. */
export type LedgerOptions = {
  readonly database: BenchDatabase;
  readonly callers: number;
  readonly rounds: number;
  readonly roundMs: number;
  /** Acts alone. */
  readonly samples: number;
};

/** What was measured of it. */
export type FromLedger = {
  readonly kind: 'measured';
  /** Of all callers together, a figure for each round. */
  readonly entriesPerSecond: readonly number[];
  /** Milliseconds of an act's intent and outcome, when nobody else writes. */
  readonly aloneMs: readonly number[];
  /** Milliseconds of an act's intent and outcome under the load of all callers. */
  readonly loadedMs: readonly number[];
  readonly entries: number;
  /** What the verifier says of the export of all that was written. */
  readonly verdict: string;
};
