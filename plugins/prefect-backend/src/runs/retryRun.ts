import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operateRun } from './operateRun';
import type { RunsDeps } from './RunsDeps';

/** Runs the same run again, as Prefect's own page does; finished tasks keep stored results. */
export function retryRun(
  deps: RunsDeps,
  by: Principal,
  run: Key,
): Promise<Run> {
  return operateRun(deps, { by, run, name: 'retry' }, (client, stamp) =>
    client.setState(
      run.id,
      {
        type: 'SCHEDULED',
        name: 'AwaitingRetry',
        message: `Retried by ${by.ref} in Backstage`,
      },
      stamp,
    ),
  );
}
