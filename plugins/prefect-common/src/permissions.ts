import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of all Prefect permissions. Runs are authorised through their deployment.
 * @public
 */
export const RESOURCE_TYPE_PREFECT_DEPLOYMENT = 'prefect-deployment';

/** See a deployment, its runs and their logs. @public */
export const prefectDeploymentViewPermission = createPermission({
  name: 'prefect.deployment.view',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Start runs of a deployment. @public */
export const prefectDeploymentRunPermission = createPermission({
  name: 'prefect.deployment.run',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Cancel, retry, pause, resume, suspend and reschedule runs of a deployment. @public */
export const prefectDeploymentOperatePermission = createPermission({
  name: 'prefect.deployment.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/**
 * Pause and resume a deployment's schedules.
 *
 * Has no standard action attribute on purpose: RBAC plugins tell permissions of one
 * resource type apart by (resourceType, action), and `update` is taken by operate.
 * @public
 */
export const prefectDeploymentSchedulePermission = createPermission({
  name: 'prefect.deployment.schedule',
  attributes: {},
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Ask for a right to a deployment, for some time. @public */
export const prefectAccessRequestPermission = createPermission({
  name: 'prefect.access.request',
  attributes: {},
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Take a right to a deployment at once; its owners are told. @public */
export const prefectAccessBreakGlassPermission = createPermission({
  name: 'prefect.access.break-glass',
  attributes: {},
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Give others a right to a deployment that they ask for. @public */
export const prefectAccessApprovePermission = createPermission({
  name: 'prefect.access.approve',
  attributes: {},
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** Read what the ledger has about a deployment. @public */
export const prefectLedgerReadPermission = createPermission({
  name: 'prefect.ledger.read',
  attributes: {},
  resourceType: RESOURCE_TYPE_PREFECT_DEPLOYMENT,
});

/** All permissions of the plugin. @public */
export const prefectPermissions = [
  prefectDeploymentViewPermission,
  prefectDeploymentRunPermission,
  prefectDeploymentOperatePermission,
  prefectDeploymentSchedulePermission,
  prefectAccessRequestPermission,
  prefectAccessBreakGlassPermission,
  prefectAccessApprovePermission,
  prefectLedgerReadPermission,
];
