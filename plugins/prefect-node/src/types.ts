import type { components } from './generated/prefect';

type Schemas = components['schemas'];

/** A flow as Prefect answers it. @public */
export type PrefectFlow = Schemas['Flow'];
/** A deployment with its schedules. @public */
export type PrefectDeployment = Schemas['DeploymentResponse'];
/** A schedule of a deployment. @public */
export type PrefectSchedule = Schemas['DeploymentSchedule'];
/**
 * What is changed of a schedule. Prefect empties the parameters that are not sent again
 * (3.8.8).
 * @public
 */
export type ScheduleUpdate = Schemas['DeploymentScheduleUpdate'];
/** A flow run with its present state. @public */
export type PrefectFlowRun = Schemas['FlowRunResponse'];
/** A task run, or the stand-in of a sub-flow in its parent. @public */
export type PrefectTaskRun = Schemas['TaskRun'];
/** A state of a flow run or task run. @public */
export type PrefectState = Schemas['State'];
/** A log line. @public */
export type PrefectLog = Schemas['Log'];
/** An artifact. @public */
export type PrefectArtifact = Schemas['Artifact'];
/** A work pool. @public */
export type PrefectWorkPool = Schemas['WorkPoolResponse'];
/** A worker of a pool with its status. @public */
export type PrefectWorker = Schemas['WorkerResponse'];
/** What a flow run is created with. @public */
export type CreateFlowRun = Schemas['DeploymentFlowRunCreate'];
/** A state that is asked for. @public */
export type StateRequest = Schemas['StateCreate'];
/** Filter and page of `POST /flow_runs/filter`. @public */
export type FlowRunQuery = Schemas['Body_read_flow_runs_flow_runs_filter_post'];
/** Filter and page of `POST /task_runs/filter`. @public */
export type TaskRunQuery = Schemas['Body_read_task_runs_task_runs_filter_post'];
/** Filter and page of `POST /logs/filter`. @public */
export type LogQuery = Schemas['Body_read_logs_logs_filter_post'];
/** Filter and page of `POST /artifacts/filter`. @public */
export type ArtifactQuery =
  Schemas['Body_read_artifacts_artifacts_filter_post'];
/** Filter and page of `POST /deployments/filter`. @public */
export type DeploymentQuery =
  Schemas['Body_read_deployments_deployments_filter_post'];
/** Page of `POST /flows/filter`. @public */
export type FlowQuery = Schemas['Body_read_flows_flows_filter_post'];
/** Verdict of Prefect on parameters. @public */
export type SchemaVerdict = Schemas['SchemaValuesValidationResponse'];
