import type { LedgerEntryDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import type { Principal } from '../../access';
import { findEntry } from './findEntry';
import type { LedgerDeps } from './LedgerDeps';
import { toLedgerItems } from './toLedgerItems';

/**
 * An entry with how it ended, as both were recorded.
 * @throws UnknownError, LedgerUnavailableError
 */
export async function getLedgerEntry(
  deps: LedgerDeps,
  by: Principal,
  id: string,
): Promise<LedgerEntryDetail> {
  await deps.readings.record(by, {
    action: 'ledger-entry',
    what: { entry: id },
  });
  const found = await findEntry(deps, by, id);
  const [item] = await toLedgerItems(deps, [found]);
  return {
    item,
    entry: asRecorded(found.entry),
    ended: found.ended ? asRecorded(found.ended) : null,
  };
}

function asRecorded(entry: LedgerEntry): Record<string, unknown> {
  return { ...entry };
}
