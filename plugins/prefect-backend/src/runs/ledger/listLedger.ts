import type { LedgerEntryPage } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import { auditOf } from './auditOf';
import type { LedgerDeps } from './LedgerDeps';
import { type LedgerQuery, toLedgerFilter } from './LedgerQuery';
import { toLedgerItems } from './toLedgerItems';

/** A page of entries that is asked for. */
export type ListLedger = LedgerQuery & {
  /** What the page before gave; undefined is the first page. */
  readonly cursor?: string;
  readonly limit: number;
};

/**
 * Entries that match and may be audited, the newest first, each act with its end.
 * @throws LedgerUnavailableError when the reading cannot be recorded; nothing is shown
 */
export async function listLedger(
  deps: LedgerDeps,
  by: Principal,
  { cursor, limit, ...query }: ListLedger,
): Promise<LedgerEntryPage> {
  await deps.readings.record(by, {
    action: 'ledger-list',
    what: { filter: query },
  });
  const { reach, sentence, within } = await auditOf(deps, by);
  const page = await deps.ledger.list(
    toLedgerFilter(query),
    { limit, cursor },
    within,
  );
  return {
    items: await toLedgerItems(deps, page.items),
    nextCursor: page.cursor ?? null,
    audits: reach,
    sentence: sentence ?? null,
  };
}
