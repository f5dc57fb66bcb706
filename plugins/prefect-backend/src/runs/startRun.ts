import {
  PrefectConflictError,
  PrefectInvalidParametersError,
  type CreateFlowRun,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type {
  JsonSchema,
  Run,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { JsonObject } from '@backstage/types';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { boundOf } from './boundOf';
import { assertNoTemplates } from './assertNoTemplates';
import { InvalidParametersError } from './InvalidParametersError';
import { perform } from './perform';
import type { DeploymentRow } from './read/DeploymentRow';
import { findDeployment } from './read/findDeployment';
import { parseInstant } from './read/instant';
import { parseJson } from './read/json';
import { readRun } from './read/readRun';
import type { RunsDeps } from './RunsDeps';
import { Secrets } from './secrets';
import { DOOR_LABEL, STARTED_BY_LABEL } from './stamp';
import { stateDetails } from './stateDetails';
import { assertFits } from './validateParameters';

/** A run that somebody wants. */
export type StartRun = {
  readonly deployment: Key;
  readonly parameters: RunParameters;
  /** Chosen by the caller; the same key for the same deployment gives the same run. */
  readonly idempotencyKey: string;
  /** RFC 3339; undefined starts now. */
  readonly scheduledTime?: string;
  readonly tags?: readonly string[];
  readonly name?: string;
};

/**
 * Starts a run of a deployment, now or later.
 *
 * @throws UnknownError, DeniedError, InvalidParametersError, PrefectUnreachableError
 */
export async function startRun(
  deps: RunsDeps,
  by: Principal,
  request: StartRun,
): Promise<Run> {
  const row = await findDeployment(deps, by, request.deployment);
  const { instance } = row;
  const created = await perform(
    deps,
    {
      by,
      action: 'run',
      on: { instance, deployment: row.id },
      event: 'run-start',
      meta: recordOf(row, request),
      sent: request.parameters as JsonObject,
      bound: boundOf(row, request),
      startsAt: request.scheduledTime && parseInstant(request.scheduledTime),
      key: request.idempotencyKey,
    },
    async (client, stamp) => {
      assertNoTemplates(request.parameters);
      await assertFits(deps, row, request.parameters);
      return client
        .createFlowRun(row.id, toFlowRun(by, row, request), stamp)
        .catch(error => {
          throw withoutQuotes(error);
        });
    },
    ({ id }) => ({ run: id }),
  );
  await deps.mirror.refreshRuns(instance, [created.id]);
  return readRun(deps, by, { instance, id: created.id });
}

function toFlowRun(
  by: Principal,
  row: DeploymentRow,
  request: StartRun,
): CreateFlowRun {
  const { parameters, scheduledTime, tags, name, idempotencyKey } = request;
  return {
    parameters,
    // Prefect's key is unique per flow, and two deployments may share a flow.
    idempotency_key: `${row.id}:${idempotencyKey}`,
    tags: tags ? [...tags] : undefined,
    name,
    state: scheduledTime
      ? {
          type: 'SCHEDULED',
          name: 'Scheduled',
          state_details: stateDetails({
            scheduled_time: parseInstant(scheduledTime),
          }),
        }
      : undefined,
    labels: { [STARTED_BY_LABEL]: by.ref, [DOOR_LABEL]: by.door },
  };
}

/** Prefect's own refusal quotes values, expanded ones too. We have checked and told the rest. */
function withoutQuotes(error: unknown): unknown {
  return error instanceof PrefectConflictError ||
    error instanceof PrefectInvalidParametersError
    ? new InvalidParametersError([])
    : error;
}

function recordOf(row: DeploymentRow, request: StartRun): JsonObject {
  const schema = parseJson<JsonSchema | undefined>(
    row.parameter_schema,
    undefined,
  );
  return {
    title: row.title,
    parameters: new Secrets(schema).mask(request.parameters) as JsonObject,
    scheduledTime: request.scheduledTime ?? null,
    tags: [...(request.tags ?? [])],
    idempotencyKey: request.idempotencyKey,
  };
}
