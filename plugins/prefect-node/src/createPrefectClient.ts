import {
  PrefectConflictError,
  PrefectInvalidParametersError,
  PrefectRefusedError,
} from './errors';
import type { components } from './generated/prefect';
import type { PrefectClient, PrefectReader, Stamp } from './PrefectClient';
import type { PrefectConnection } from './PrefectConnection';
import { createTransport, type Transport } from './transport';
import type { PrefectState } from './types';

/**
 * A client for one Prefect API.
 * @public
 */
export function createPrefectClient(
  connection: PrefectConnection,
): PrefectClient {
  const transport = createTransport(connection);
  return { ...createReader(transport), ...createWriter(transport) };
}

function createReader({ read }: Transport): PrefectReader {
  return {
    version: () => read(api => api.GET('/admin/version')),
    readFlows: body => read(api => api.POST('/flows/filter', { body })),
    readDeployments: body =>
      read(api => api.POST('/deployments/filter', { body })),
    readDeployment: id =>
      read(api => api.GET('/deployments/{id}', { params: { path: { id } } })),
    readRuns: body => read(api => api.POST('/flow_runs/filter', { body })),
    readRun: id =>
      read(api => api.GET('/flow_runs/{id}', { params: { path: { id } } })),
    readStates: runId =>
      read(api =>
        api.GET('/flow_run_states/', {
          params: { query: { flow_run_id: runId } },
        }),
      ),
    readTaskRuns: body => read(api => api.POST('/task_runs/filter', { body })),
    readLogs: body => read(api => api.POST('/logs/filter', { body })),
    readArtifacts: body => read(api => api.POST('/artifacts/filter', { body })),
    readRunInput: (id, key) =>
      read(api =>
        api.GET('/flow_runs/{id}/input/{key}', {
          params: { path: { id, key } },
        }),
      ),
    readWorkPools: body =>
      read(api => api.POST('/work_pools/filter', { body })),
    readWorkers: work_pool_name =>
      read(api =>
        api.POST('/work_pools/{work_pool_name}/workers/filter', {
          params: { path: { work_pool_name } },
          body: { limit: 200, offset: 0 },
        }),
      ),
    validateParameters: body =>
      read(api => api.POST('/ui/schemas/validate', { body })),
  };
}

function createWriter({
  write,
  writeIdempotent,
}: Transport): Omit<PrefectClient, keyof PrefectReader> {
  return {
    createFlowRun: (id, body, stamp) =>
      // With a key Prefect makes one run however often it is asked.
      (body.idempotency_key ? writeIdempotent : write)(api =>
        api.POST('/deployments/{id}/create_flow_run', {
          params: { path: { id } },
          body,
          headers: stampHeaders(stamp),
        }),
      ).catch(asInvalidParameters),
    setState: async (id, state, stamp) =>
      accepted(
        await write(api =>
          api.POST('/flow_runs/{id}/set_state', {
            params: { path: { id } },
            body: { state, force: false },
            headers: stampHeaders(stamp),
          }),
        ),
      ),
    resume: async (id, input, stamp) => {
      accepted(
        await write(api =>
          api.POST('/flow_runs/{id}/resume', {
            params: { path: { id } },
            body: input === undefined ? {} : { run_input: input },
            headers: stampHeaders(stamp),
          }),
        ),
      );
    },
    pauseDeployment: async (id, stamp) => {
      await write(api =>
        api.POST('/deployments/{id}/pause_deployment', {
          params: { path: { id } },
          headers: stampHeaders(stamp),
        }),
      );
    },
    resumeDeployment: async (id, stamp) => {
      await write(api =>
        api.POST('/deployments/{id}/resume_deployment', {
          params: { path: { id } },
          headers: stampHeaders(stamp),
        }),
      );
    },
    updateSchedule: async ({ deploymentId, scheduleId }, body, stamp) => {
      await write(api =>
        api.PATCH('/deployments/{id}/schedules/{schedule_id}', {
          params: { path: { id: deploymentId, schedule_id: scheduleId } },
          body,
          headers: stampHeaders(stamp),
        }),
      );
    },
  };
}

/**
 * Prefect takes the identity of what is created from these headers only. The name must be
 * base64; plain text is silently ignored (Prefect 3.8.8).
 */
function stampHeaders({ id, displayName }: Stamp): Record<string, string> {
  return {
    'prefect-automation-id': id,
    'prefect-automation-name': Buffer.from(displayName, 'utf8').toString(
      'base64',
    ),
  };
}

/** A conflict at a run's creation is always about its parameters (Prefect 3.8.8). */
function asInvalidParameters(error: unknown): never {
  throw error instanceof PrefectConflictError
    ? new PrefectInvalidParametersError(error.message)
    : error;
}

/** Prefect answers 200 or 201 also when it refuses; `status` tells. */
function accepted({
  status,
  state,
  details,
}: components['schemas']['OrchestrationResult']): PrefectState {
  if (status === 'ACCEPT' && state) return state;
  const reason = 'reason' in details ? details.reason : undefined;
  throw new PrefectRefusedError(
    reason ?? `Prefect refused the change (${status}) and gave no reason.`,
  );
}
