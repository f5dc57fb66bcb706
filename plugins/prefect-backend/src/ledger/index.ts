/**
 * The record of what happened: an intent before each act, its outcome after it, and every
 * denial. Entries of one process are a chain by hash, sealed by signed checkpoints; the
 * package `ledger-verify` says what that is and verifies it without this server.
 *
 * An entry is in the database, and on its disk, before the promise for it settles. Entries
 * that arrive while a commit is under way go together in the next one.
 *
 * What it does not promise: whoever has both the database and the signing key can write
 * another history; the anchor, at a second place, is what tells. And what a process had not
 * sealed when it died is chained, but sealed only by the next process that finds it.
 */
export { createLedger } from './createLedger';
export type { LedgerDeps } from './DatabaseLedger';
export type {
  Act,
  Denied,
  Found,
  Ledger,
  LedgerFilter,
  LedgerId,
  LedgerPage,
  Reading,
  Within,
} from './Ledger';
export {
  LedgerCheck,
  type Break,
  type CheckResult,
  type CheckState,
} from './check';
export { readLedgerSettings, type LedgerSettings } from './LedgerSettings';
