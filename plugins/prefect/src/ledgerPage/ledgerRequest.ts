import type { Request } from '../api';
import { spanOf } from '../runsPage/timeWindow';
import type { LedgerFilter } from './ledgerFilter';

/** Rows of a full page. */
export const PAGE_SIZE = 50;

type Asked = Omit<Request<'listLedger'>, 'cursor' | 'limit'>;

/** The filter as the portal takes it; a window that ends now begins so long before `now`. */
export function ledgerRequest(
  { window, decision, ...texts }: LedgerFilter,
  now: Date,
): Asked {
  const given = Object.entries(texts).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(given),
    ...(decision !== 'any' && { decision }),
    ...(window.kind === 'last' && { since: spanOf(window, now).since }),
    ...(window.kind === 'between' && {
      since: window.since,
      until: window.until,
    }),
  };
}
