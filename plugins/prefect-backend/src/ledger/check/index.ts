/** Verification of the whole ledger, again and again, for the badge of the Ledger page. */
export {
  LedgerCheck,
  type CheckResult,
  type CheckState,
  type LedgerCheckDeps,
} from './LedgerCheck';
export type { Break } from './findBreak';
