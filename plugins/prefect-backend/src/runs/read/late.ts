import type { Knex } from 'knex';
import { instantAt } from './instant';

/** Prefect's own default for calling a run late, `PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS`. */
export const LATE_AFTER_MS = 15_000;

/** When a scheduled run is due: rescheduling moves the second column and leaves the first. */
export const DUE = 'coalesce(r.next_scheduled_start, r.expected_start)';

/** Scheduled runs that should have started. */
export function whereLate(query: Knex.QueryBuilder, nowMs: number): void {
  query
    .where('r.state_type', 'SCHEDULED')
    .whereRaw(`(r.state_name = 'Late' or ${DUE} < ?)`, [
      instantAt(nowMs - LATE_AFTER_MS),
    ]);
}

/** Scheduled runs whose time has not come. */
export function whereFuture(query: Knex.QueryBuilder, nowMs: number): void {
  query
    .where('r.state_type', 'SCHEDULED')
    .whereRaw(`${DUE} > ?`, [instantAt(nowMs)]);
}
