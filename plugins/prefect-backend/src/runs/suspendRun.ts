import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operateRun } from './operateRun';
import type { RunsDeps } from './RunsDeps';
import { stateDetails } from './stateDetails';

/** Ends the run's process at its next task until somebody resumes it, however late. */
export function suspendRun(
  deps: RunsDeps,
  by: Principal,
  run: Key,
): Promise<Run> {
  return operateRun(deps, { by, run, name: 'suspend' }, (client, stamp) =>
    client.setState(
      run.id,
      {
        type: 'PAUSED',
        name: 'Suspended',
        message: `Suspended by ${by.ref} in Backstage`,
        state_details: stateDetails({ pause_reschedule: true }),
      },
      stamp,
    ),
  );
}
