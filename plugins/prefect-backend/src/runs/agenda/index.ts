/**
 * What is due when: schedules laid over a window of time together with the runs that
 * exist for them, what was missed, and how full work pools get; and the use cases that
 * change one schedule.
 *
 * Prefect keeps no history of schedules, so only what was due since the schedule and its
 * deployment were last written is called missed; what was due before is not judged.
 */
export { editSchedule, type EditSchedule } from './editSchedule';
export { getPoolLoad, type GetPoolLoad, type PoolLoads } from './getPoolLoad';
export {
  listSchedules,
  type ListSchedules,
  type ScheduledPage,
} from './listSchedules';
export { previewSchedule } from './previewSchedule';
export { setSchedulePaused, type SetSchedulePaused } from './setSchedulePaused';
