import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import { PrefectRefusedError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operateRun } from './operateRun';
import type { RunsDeps } from './RunsDeps';

/** Cancels a run: at once when no process runs, else as soon as its worker has ended it. */
export function cancelRun(
  deps: RunsDeps,
  by: Principal,
  run: Key,
): Promise<Run> {
  return operateRun(
    deps,
    { by, run, name: 'cancel' },
    async (client, stamp) => {
      try {
        await client.setState(run.id, { type: 'CANCELLING' }, stamp);
      } catch (error) {
        if (!(error instanceof PrefectRefusedError)) throw error;
        // Prefect rejects CANCELLING for a run without a process and cancels it instead.
        const now = await client.readRun(run.id);
        if (now.state_type !== 'CANCELLED') throw error;
      }
    },
  );
}
