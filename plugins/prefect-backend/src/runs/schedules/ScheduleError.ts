/** When a schedule fires cannot be told; the message says why, for people. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}
