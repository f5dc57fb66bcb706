import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operateRun } from './operateRun';
import type { RunsDeps } from './RunsDeps';
import { stateDetails } from './stateDetails';

/**
 * Sets the state Paused. Prefect 3 keeps the process and does not stop the flow's tasks
 * (see `operationsFor`): for flows that look at their own state. To stop, suspend.
 */
export function pauseRun(
  deps: RunsDeps,
  by: Principal,
  run: Key,
): Promise<Run> {
  return operateRun(deps, { by, run, name: 'pause' }, (client, stamp) =>
    client.setState(
      run.id,
      {
        type: 'PAUSED',
        name: 'Paused',
        message: `Paused by ${by.ref} in Backstage`,
        state_details: stateDetails({}),
      },
      stamp,
    ),
  );
}
