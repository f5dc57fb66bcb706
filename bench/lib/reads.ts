import type { BenchPortal } from './startPortal.ts';

/** A read that pages of the portal make; the number says which sample it is. */
export type PortalRead = (
  ask: BenchPortal['ask'],
  sample: number,
) => Promise<unknown>;

const HOUR_MS = 3_600_000;
const STEP_MS = 3 * HOUR_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** Components that there are at every size. */
const COMPONENTS = 50;

/** The week as the page of runs asks for it: in steps of three hours, from a round time. */
export function lastWeek() {
  const until = Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS;
  const since = until - WEEK_MS - STEP_MS;
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    stepSeconds: STEP_MS / 1000,
    buckets: (until - since) / STEP_MS,
  };
}

/** A query as the portal's API wants it: encoded. */
export function queryOf(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/** What people read most. */
export const READS = {
  entityTab: (ask, sample) =>
    ask(`/entities/component/default/component-${sample % COMPONENTS}`),
  overview: ask => ask('/overview'),
  newestRuns: ask => ask('/runs?limit=50'),
  history: ask => {
    const { since, until, buckets } = lastWeek();
    return ask(`/runs/history?${queryOf({ since, until, buckets })}`);
  },
} satisfies Record<string, PortalRead>;
