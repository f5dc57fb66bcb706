import {
  createUrlFilter,
  type FilterOf,
  text,
  type UrlFilter,
} from '../filters';
import { oneOf } from '../filters/urlFilter';
import {
  readWindow,
  type TimeWindow,
  writeWindow,
} from '../runsPage/timeWindow';

/** Decisions, and any of them. */
export const DECISIONS = ['any', 'allowed', 'denied'] as const;

const parts = createUrlFilter({
  q: text,
  person: text,
  onBehalfOf: text,
  action: text,
  decision: oneOf(DECISIONS, 'any'),
  door: text,
  instance: text,
  deployment: text,
  run: text,
});

/** Which entries are listed. */
export type LedgerFilter = FilterOf<typeof parts> & {
  readonly window: TimeWindow;
};

/** The filter of the ledger in the URL. */
export const ledgerFilter: UrlFilter<LedgerFilter> = {
  none: { ...parts.none, window: { kind: 'any' } },
  read: search => ({ ...parts.read(search), window: readWindow(search) }),
  write: ({ window, ...rest }) =>
    new URLSearchParams([...parts.write(rest), ...writeWindow(window)]),
};
