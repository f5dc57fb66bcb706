import type { Run } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { findRun } from './findRun';
import { toRuns } from './toRuns';

/** A run as lists show it. */
export async function readRun(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<Run> {
  const row = await findRun(deps, by, key);
  const [run] = await toRuns(deps, await deps.access.viewScope(by), [row]);
  return run;
}
