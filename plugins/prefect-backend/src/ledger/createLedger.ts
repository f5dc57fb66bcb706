import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { DatabaseLedger, type LedgerDeps } from './DatabaseLedger';
import type { Ledger } from './Ledger';

/** The ledger, with this process as a writer of its own. */
export function createLedger(deps: LedgerDeps): Ledger {
  return new DatabaseLedger(deps, {
    id: randomBytes(8).toString('hex'),
    host: `${hostname()} ${process.pid}`.slice(0, 200),
  });
}
