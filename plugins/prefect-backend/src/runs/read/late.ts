import type { Knex } from 'knex';
import { instantAt } from './instant';

/** Prefect's own default for calling a run late, `PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS`. */
export const LATE_AFTER_MS = 15_000;

/** When a scheduled run is due: rescheduling moves the second column and leaves the first. */
export const DUE = 'coalesce(r.next_scheduled_start, r.expected_start)';

/** Written out, because an index of scheduled runs is used only for what is known to be one. */
export const IS_SCHEDULED = `r.state_type = 'SCHEDULED'`;

/**
 * The same in words that the index of all that is due does not know: of the runs of one
 * deployment, which an index of its own finds, SQLite would else look at those of all.
 */
export const DUE_OF_ONE =
  'coalesce(r.next_scheduled_start, r.expected_start, null)';

/** Whether a scheduled run should have started; takes {@link lateBindings}. */
const IS_LATE = lateBy(DUE);

/** The same for the runs of one deployment. */
export const IS_LATE_OF_ONE = lateBy(DUE_OF_ONE);

function lateBy(due: string): string {
  return `(${due} <= ? and (r.state_name = 'Late' or ${due} < ?))`;
}

/** Now, and when a run had to be due to be late now. */
export function lateBindings(nowMs: number): string[] {
  return [instantAt(nowMs), instantAt(nowMs - LATE_AFTER_MS)];
}

/** Scheduled runs that should have started. */
export function whereLate(query: Knex.QueryBuilder, nowMs: number): void {
  query.whereRaw(IS_SCHEDULED).whereRaw(IS_LATE, lateBindings(nowMs));
}

/** Scheduled runs whose time has not come. */
export function whereFuture(query: Knex.QueryBuilder, nowMs: number): void {
  query.whereRaw(IS_SCHEDULED).whereRaw(`${DUE} > ?`, [instantAt(nowMs)]);
}

/** Types of state of runs that are not ahead, whenever they should start. */
const NOT_AHEAD = [
  ...['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING'],
  ...['COMPLETED', 'FAILED', 'CANCELLED', 'CRASHED'],
];

/**
 * The last moment at which a run stands that is not ahead. What is scheduled ahead stands
 * behind it and would be walked over by whoever begins with the newest: thousands of runs,
 * where few are looked for. Each part is the end of an index, or few rows: what is due is
 * put in the order of its index, and cut where nothing ever is, because databases would
 * look for its newest from the newest of all that is scheduled on.
 */
const LAST_NOT_AHEAD = `(select max(last.sort_time) from (
  ${NOT_AHEAD.map(
    type =>
      `select max(r.sort_time) as sort_time from runs r where r.state_type = '${type}'`,
  ).join(' union all ')}
  union all select max(due.sort_time) from (
    select r.sort_time from runs r where ${IS_SCHEDULED} and ${DUE} <= ?
    order by ${DUE}, r.id limit 1000000
  ) due
) last)`;

/** Leaves out scheduled runs whose time has not come. */
export function whereNotFuture(query: Knex.QueryBuilder, nowMs: number): void {
  const now = instantAt(nowMs);
  query.whereRaw(`r.sort_time <= ${LAST_NOT_AHEAD}`, [now]).whereNot(later => {
    // Cheap for the many: a run that started is never later.
    later.where('r.sort_time', '>', now);
    whereFuture(later, nowMs);
  });
}
