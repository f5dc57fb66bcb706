import type { ActionDeps } from './ActionDeps';
import { createCancelRunAction } from './createCancelRunAction';
import { createExplainAccessAction } from './createExplainAccessAction';
import { createGetDeploymentAction } from './createGetDeploymentAction';
import { createGetRunAction } from './createGetRunAction';
import { createGetRunLogsAction } from './createGetRunLogsAction';
import { createListDeploymentsAction } from './createListDeploymentsAction';
import { createListRunsAction } from './createListRunsAction';
import { createRequestAccessAction } from './createRequestAccessAction';
import { createRescheduleRunAction } from './createRescheduleRunAction';
import { createResumeRunAction } from './createResumeRunAction';
import { createRetryRunAction } from './createRetryRunAction';
import { createSetSchedulesPausedAction } from './createSetSchedulesPausedAction';
import { createStartRunAction } from './createStartRunAction';
import { createSuspendRunAction } from './createSuspendRunAction';

/** Tells Backstage of all actions; it adds the plugin's id to their names. */
export function registerActions(deps: ActionDeps): void {
  createListDeploymentsAction(deps);
  createGetDeploymentAction(deps);
  createExplainAccessAction(deps);
  createRequestAccessAction(deps);
  createStartRunAction(deps);
  createSetSchedulesPausedAction(deps);
  createListRunsAction(deps);
  createGetRunAction(deps);
  createGetRunLogsAction(deps);
  createCancelRunAction(deps);
  createRetryRunAction(deps);
  createSuspendRunAction(deps);
  createResumeRunAction(deps);
  createRescheduleRunAction(deps);
}
