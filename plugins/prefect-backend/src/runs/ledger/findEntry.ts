import { type Principal, UnknownError } from '../../access';
import type { Found } from '../../ledger';
import { auditOf } from './auditOf';
import type { LedgerDeps } from './LedgerDeps';

/**
 * The entry of that id, or the act that it ends.
 * @throws UnknownError when it is not there, or the caller may not audit it
 */
export async function findEntry(
  deps: LedgerDeps,
  by: Principal,
  id: string,
): Promise<Found> {
  const { within } = await auditOf(deps, by);
  const found = await deps.ledger.find(id, within);
  if (!found) throw new UnknownError();
  return found;
}
