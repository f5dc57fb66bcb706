import type { Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { changeSchedule, type ScheduleKey } from './changeSchedule';

/** Whether one schedule rests or makes runs. */
export type SetSchedulePaused = ScheduleKey & {
  readonly state: 'paused' | 'active';
};

/** Pauses or resumes one schedule of a deployment; the others go on. */
export function setSchedulePaused(
  deps: RunsDeps,
  by: Principal,
  { state, ...key }: SetSchedulePaused,
): Promise<void> {
  return changeSchedule(deps, by, key, {
    act: state === 'paused' ? 'pause' : 'resume',
    update: { active: state === 'active' },
  });
}
