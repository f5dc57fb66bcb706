import {
  capabilitiesOf,
  PrefectRefusedError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type {
  Run,
  RunOperation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { JsonObject } from '@backstage/types';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { operationsFor } from './operationsFor';
import { perform, type Effect } from './perform';
import { findRun } from './read/findRun';
import { readRun } from './read/readRun';
import type { RunRow } from './read/RunRow';
import type { RunsDeps } from './RunsDeps';

/** One operation on one run. */
export type Operation = {
  readonly by: Principal;
  readonly run: Key;
  readonly name: RunOperation;
  readonly meta?: JsonObject;
  /** See the same of an act. */
  readonly sent?: JsonObject;
};

/**
 * Operates a run and answers it as it is afterwards.
 *
 * The run is read from Prefect before, because Prefect itself lets a running run be
 * scheduled again, which would run it twice.
 *
 * @throws UnknownError, DeniedError, PrefectRefusedError, PrefectUnreachableError
 */
export async function operateRun(
  deps: RunsDeps,
  operation: Operation,
  effect: Effect<unknown>,
): Promise<Run> {
  const { by, run, name, meta, sent } = operation;
  const known = await findRun(deps, by, run);
  const on = {
    instance: run.instance,
    deployment: known.governing_deployment_id ?? undefined,
  };
  const refresh = () => deps.mirror.refreshRuns(run.instance, [run.id]);
  const act = { by, action: 'operate', on, event: `run-${name}` } as const;
  try {
    await perform(
      deps,
      { ...act, meta: { ...meta, run: run.id }, sent },
      async (client, stamp) => {
        await refresh();
        assertPossible(deps, name, await findRun(deps, by, run));
        await effect(client, stamp);
      },
    );
  } catch (error) {
    // A refusal may have changed the state as well: a pause whose time is over fails.
    if (error instanceof PrefectRefusedError) await refresh();
    throw error;
  }
  await refresh();
  return readRun(deps, by, run);
}

function assertPossible(
  { mirror }: RunsDeps,
  name: RunOperation,
  run: RunRow,
): void {
  // Left to Prefect, which takes it of running flows only.
  if (name === 'pause') return;
  const capabilities = capabilitiesOf(mirror.version(run.instance));
  if (!operationsFor(run, capabilities).includes(name)) {
    throw new PrefectRefusedError(
      `This run is ${run.state_name}, so you cannot ${name} it now.`,
    );
  }
}
