/**
 * People read the ledger: what of it they may audit is found in the database, and that they
 * read it is itself an entry, before anything is shown.
 */
export { Download } from './Download';
export {
  exportLedger,
  type ExportLedger,
  type ExportType,
} from './exportLedger';
export { getLedgerEntry } from './getLedgerEntry';
export { getLedgerState } from './getLedgerState';
export type { LedgerDeps } from './LedgerDeps';
export type { LedgerQuery } from './LedgerQuery';
export { listLedger, type ListLedger } from './listLedger';
export { proveLedgerEntry } from './proveLedgerEntry';
export { Readings } from './Readings';
