import type { LedgerEntryProof } from '@backstage-prefect/backstage-plugin-prefect-common';
import { type Principal, UnknownError } from '../../access';
import { findEntry } from './findEntry';
import type { LedgerDeps } from './LedgerDeps';

/**
 * That an entry is in the ledger, for somebody who has the public key and nothing else. An
 * end has a proof of its own; who may audit the act that it ends may have it.
 *
 * @throws UnknownError, LedgerUnavailableError
 */
export async function proveLedgerEntry(
  deps: LedgerDeps,
  by: Principal,
  id: string,
): Promise<LedgerEntryProof> {
  await deps.readings.record(by, {
    action: 'ledger-proof',
    what: { entry: id },
  });
  await findEntry(deps, by, id);
  const proof = await deps.ledger.prove(id);
  if (!proof) throw new UnknownError();
  return {
    entry: { ...proof.entry },
    checkpoint: { ...proof.checkpoint },
    path: [...proof.path],
  };
}
