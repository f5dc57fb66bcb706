import type {
  RunOperation,
  StateType,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { PrefectCapabilities } from '@backstage-prefect/backstage-plugin-prefect-node';

/** What of a run decides which operations make sense. */
export type OperableRun = {
  readonly state_type: StateType;
  readonly deployment_id: string | null;
  readonly parent_task_run_id: string | null;
};

/**
 * The operations that make sense in a run's state, and that Prefect would really do.
 *
 * `pause` is never among them: Prefect 3 takes the state PAUSED from outside and keeps on
 * running the flow's tasks (seen on 3.8.8), so a page would say what is not so. What
 * Prefect's own page calls pause is `suspend`, which ends the process at the next task.
 */
export function operationsFor(
  run: OperableRun,
  { retriesCancelled }: PrefectCapabilities,
): RunOperation[] {
  switch (run.state_type) {
    case 'SCHEDULED':
      return ['cancel', 'reschedule'];
    case 'PENDING':
      return ['cancel'];
    case 'RUNNING':
      return canRestart(run) ? ['cancel', 'suspend'] : ['cancel'];
    case 'PAUSED':
      return ['resume', 'cancel'];
    case 'FAILED':
    case 'CRASHED':
      return canRestart(run) ? ['retry'] : [];
    case 'CANCELLED':
      return canRestart(run) && retriesCancelled ? ['retry'] : [];
    case 'CANCELLING':
    case 'COMPLETED':
      return [];
    default:
      return run.state_type satisfies never;
  }
}

/** Only a deployment's own run can be handed to a worker again; its sub-flows cannot. */
function canRestart(run: OperableRun): boolean {
  return run.deployment_id !== null && run.parent_task_run_id === null;
}
