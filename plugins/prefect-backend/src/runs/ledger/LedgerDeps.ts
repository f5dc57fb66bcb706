import type { RunsDeps } from '../RunsDeps';
import type { Readings } from './Readings';

/** What reading the ledger needs. */
export type LedgerDeps = Pick<
  RunsDeps,
  'access' | 'clock' | 'db' | 'instances' | 'ledger' | 'ledgerCheck' | 'logger'
> & { readonly readings: Readings };
