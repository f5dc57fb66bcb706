import type { PrefectState } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { RunState } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { findRun } from './findRun';

/** Every state that a run has been in, oldest first. Asked of Prefect. */
export async function listRunStates(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunState[]> {
  const { instance, id } = await findRun(deps, by, key);
  const states = await deps.instances.reader(instance).readStates(id);
  return states
    .map(fromPrefect)
    .toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}

/** A state as Prefect answers it. */
export function fromPrefect(state: PrefectState): RunState {
  return {
    type: state.type,
    name: state.name ?? state.type,
    timestamp: state.timestamp ?? '',
    message: state.message ?? null,
  };
}
