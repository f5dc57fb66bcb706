/**
 * When a schedule fires: cron, interval and rrule in the schedule's own time zone, as
 * Prefect 3.8.8 computes it, so that what the portal shows ahead is what Prefect will do.
 *
 * Cron and rrule are computed on the wall clock: what a clock in the zone would show is
 * searched without any zone, and put to a moment at the end. A time that is shown twice
 * counts once, at its first; a time that is skipped fires before the change, at the same
 * minute (02:30 becomes 01:30). Prefect's documentation says otherwise; this is what it
 * does on Python 3.12 and older. On Python 3.13 a skipped time of cron fires behind the
 * change instead. An interval below a day counts hours that pass; see `intervalTimes`
 * for longer ones. In the hour that is shown twice, Prefect on Python 3.12 and older
 * leaves out some of its runs, depending on when its scheduler looks; here they are told.
 *
 * The readers and searches are our own because they must give what croniter and dateutil
 * give, quirks included, in bounded time whatever the text: no library for Node does
 * either. A table and random schedules are compared with Prefect's own classes in
 * `occurrencesOf.integration.test.ts`.
 */
export { isUncertain, occurrencesOf } from './occurrencesOf';
export type { Occurrences, OccurrenceWindow } from './occurrencesOf';
export { ScheduleError } from './ScheduleError';
export type { Timing } from './Timing';
