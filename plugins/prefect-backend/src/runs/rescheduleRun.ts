import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operateRun } from './operateRun';
import { parseInstant } from './read/instant';
import type { RunsDeps } from './RunsDeps';
import { stateDetails } from './stateDetails';

/** Moves a scheduled run. */
export type RescheduleRun = {
  readonly run: Key;
  /** RFC 3339; in the past means at once. */
  readonly scheduledTime: string;
};

/** Gives a run that has not started another time. */
export function rescheduleRun(
  deps: RunsDeps,
  by: Principal,
  { run, scheduledTime }: RescheduleRun,
): Promise<Run> {
  const time = parseInstant(scheduledTime);
  return operateRun(
    deps,
    { by, run, name: 'reschedule', meta: { scheduledTime: time } },
    (client, stamp) =>
      client.setState(
        run.id,
        {
          type: 'SCHEDULED',
          name: 'Scheduled',
          message: `Rescheduled by ${by.ref} in Backstage`,
          state_details: stateDetails({ scheduled_time: time }),
        },
        stamp,
      ),
  );
}
