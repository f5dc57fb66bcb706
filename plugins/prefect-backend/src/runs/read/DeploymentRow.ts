import type { InstanceId } from '../../instances';

/** A row of `deployments`. */
export type DeploymentRow = {
  readonly instance: InstanceId;
  readonly id: string;
  readonly flow_id: string;
  readonly flow_name: string;
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly paused: boolean | number;
  readonly work_pool: string | null;
  readonly work_queue: string | null;
  readonly version: string | null;
  readonly entrypoint: string | null;
  readonly pull_steps: string | null;
  readonly parameters: string;
  readonly parameter_schema: string | null;
  readonly enforce_parameter_schema: boolean | number;
  readonly tags: string;
  readonly created: string | null;
  readonly updated: string | null;
};
