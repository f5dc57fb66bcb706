/**
 * What Prefect holds now, folded from one event subscription per instance into tables.
 * It is the source of all reading but a run's logs, artifacts, task runs and past states.
 */
export { createMirror } from './createMirror';
export { databaseClock, databaseNow, isPostgres } from './lease/databaseClock';
export type { MirrorMetrics } from './MirrorMetrics';
export type { MirrorSettings } from './MirrorSettings';
export type { Freshness, Instant, Key, Mirror, MirrorChange } from './Mirror';
export { mergeNews, type News, NO_NEWS } from './news/News';
export { DayTally, type HourTally, type StateCounts } from './tallies/DayTally';
export { Sketch } from './tallies/Sketch';
export { NO_DEPLOYMENT } from './tallies/TalliedRun';
export { SLOT_MS } from './tallies/tallySlots';
