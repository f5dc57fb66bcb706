import type {
  ArtifactQuery,
  CreateFlowRun,
  DeploymentQuery,
  FlowQuery,
  FlowRunQuery,
  LogQuery,
  PrefectArtifact,
  PrefectDeployment,
  PrefectFlow,
  PrefectFlowRun,
  PrefectLog,
  PrefectState,
  PrefectTaskRun,
  PrefectWorker,
  PrefectWorkPool,
  ScheduleUpdate,
  SchemaVerdict,
  StateRequest,
  TaskRunQuery,
} from './types';

/**
 * Who a write is done for. Prefect keeps it as `created_by` of what is created; its type
 * is always AUTOMATION there (Prefect 3.8.8 OSS has no users).
 * @public
 */
export type Stamp = {
  /** A UUID that stands for the person or workload, always the same one. */
  readonly id: string;
  /** What people read. */
  readonly displayName: string;
};

/**
 * What of Prefect can be read. All methods throw the errors of this package.
 * @public
 */
export interface PrefectReader {
  /** Prefect's version, such as `3.8.8`. */
  version(): Promise<string>;
  /** A page of flows. */
  readFlows(query: FlowQuery): Promise<PrefectFlow[]>;
  /** A page of deployments, each with its schedules. */
  readDeployments(query: DeploymentQuery): Promise<PrefectDeployment[]>;
  /**
   * One deployment.
   * @throws PrefectNotFoundError when it is gone
   */
  readDeployment(id: string): Promise<PrefectDeployment>;
  /** A page of flow runs. */
  readRuns(query: FlowRunQuery): Promise<PrefectFlowRun[]>;
  /**
   * One flow run.
   * @throws PrefectNotFoundError when it is gone
   */
  readRun(id: string): Promise<PrefectFlowRun>;
  /** Every state that the run has been in. */
  readStates(runId: string): Promise<PrefectState[]>;
  /** A page of task runs. */
  readTaskRuns(query: TaskRunQuery): Promise<PrefectTaskRun[]>;
  /** A page of log lines. */
  readLogs(query: LogQuery): Promise<PrefectLog[]>;
  /** A page of artifacts. */
  readArtifacts(query: ArtifactQuery): Promise<PrefectArtifact[]>;
  /** A value that was stored for a run, such as the schema of the input it waits for. */
  readRunInput(runId: string, key: string): Promise<unknown>;
  /** A page of work pools. */
  readWorkPools(page: {
    limit: number;
    offset: number;
  }): Promise<PrefectWorkPool[]>;
  /** The workers of a pool, those included that are not online; at most 200. */
  readWorkers(workPool: string): Promise<PrefectWorker[]>;
  /** Checks values against a schema as Prefect does at a run's start. OSS only. */
  validateParameters(request: {
    schema: Record<string, unknown>;
    values: Record<string, unknown>;
  }): Promise<SchemaVerdict>;
}

/**
 * What of Prefect can be changed. A write is sent once: after a time-out nobody knows
 * whether it was done. Only the creation of a run with an idempotency key is repeated when
 * Prefect is busy, which on SQLite it often is (3.8.8 answers 503).
 * @public
 */
export interface PrefectClient extends PrefectReader {
  /** The same idempotency key of one flow gives the same run. */
  createFlowRun(
    deploymentId: string,
    run: CreateFlowRun,
    stamp: Stamp,
  ): Promise<PrefectFlowRun>;
  /**
   * Asks for a state; answers the one that the run is in then.
   * @throws PrefectRefusedError when Prefect answers REJECT, ABORT or WAIT
   */
  setState(
    runId: string,
    state: StateRequest,
    stamp: Stamp,
  ): Promise<PrefectState>;
  /**
   * Lets a paused run go on, with the input that it waits for.
   * @throws PrefectRefusedError when the run does not wait, or the input does not fit
   */
  resume(
    runId: string,
    input: Record<string, unknown> | undefined,
    stamp: Stamp,
  ): Promise<void>;
  /** No schedule of the deployment makes runs from now on. */
  pauseDeployment(id: string, stamp: Stamp): Promise<void>;
  /** The schedules of the deployment make runs again. */
  resumeDeployment(id: string, stamp: Stamp): Promise<void>;
  /**
   * Changes one schedule. Prefect deletes the coming runs of all schedules of the
   * deployment, and its scheduler makes them anew within a minute (3.8.8).
   * @throws PrefectNotFoundError when it is gone
   */
  updateSchedule(
    key: { readonly deploymentId: string; readonly scheduleId: string },
    update: ScheduleUpdate,
    stamp: Stamp,
  ): Promise<void>;
}
