import type { Request } from '../api';
import type { RunFilter } from './runFilter';
import { spanOf } from './timeWindow';

/** What turns a filter into a question to the portal. */
export type Asking = {
  readonly now: Date;
  /** The filter's owners as the portal API takes them. */
  readonly owner: readonly string[];
};

/** Rows of a full page. */
export const PAGE_SIZE = 50;

/** Asks for the page of runs at the cursor; for the newest without one. */
export function runsRequest(
  { window, ...filter }: RunFilter,
  { now, owner, cursor }: Asking & { readonly cursor: string | undefined },
): Request<'listRuns'> {
  return {
    ...filter,
    owner,
    ...(window.kind === 'last' && { since: spanOf(window, now).since }),
    ...(window.kind === 'between' && {
      since: window.since,
      until: window.until,
    }),
    cursor,
    limit: PAGE_SIZE,
  };
}

/** Asks for the counts of the chart, which knows no future runs and no sub-flows. */
export function historyRequest(
  { window, future, subflows, ...filter }: RunFilter,
  { now, owner }: Asking,
): Request<'getRunHistory'> {
  return { ...filter, owner, ...spanOf(window, now) };
}
