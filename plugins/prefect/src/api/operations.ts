import type {
  PortalOperations,
  PortalPaths,
} from '@backstage-prefect/backstage-plugin-prefect-common';

type Method = 'GET' | 'POST' | 'PUT';

/** Method and path of every operation of the contract. */
export const operations = {
  listInstances: ['GET', '/instances'],
  getPolicies: ['GET', '/policies'],
  getFacets: ['GET', '/facets'],
  getOverview: ['GET', '/overview'],
  getEntityAutomation: ['GET', '/entities/{kind}/{namespace}/{name}'],
  listDeployments: ['GET', '/deployments'],
  getOwnershipHealth: ['GET', '/ownership'],
  compareEnvironments: ['GET', '/environments'],
  getDeployment: ['GET', '/deployments/{instance}/{id}'],
  validateParameters: ['POST', '/deployments/{instance}/{id}/validate'],
  startRun: ['POST', '/deployments/{instance}/{id}/runs'],
  setDeploymentPaused: ['PUT', '/deployments/{instance}/{id}/paused'],
  listSchedules: ['GET', '/schedules'],
  getPoolLoad: ['GET', '/schedules/load'],
  previewSchedule: ['POST', '/schedules/preview'],
  editSchedule: ['PUT', '/deployments/{instance}/{id}/schedules/{schedule}'],
  setSchedulePaused: [
    'PUT',
    '/deployments/{instance}/{id}/schedules/{schedule}/paused',
  ],
  listRuns: ['GET', '/runs'],
  getRunHistory: ['GET', '/runs/history'],
  getCharts: ['GET', '/charts'],
  getRun: ['GET', '/runs/{instance}/{id}'],
  listRunStates: ['GET', '/runs/{instance}/{id}/states'],
  listRunTasks: ['GET', '/runs/{instance}/{id}/tasks'],
  listRunLogs: ['GET', '/runs/{instance}/{id}/logs'],
  listRunArtifacts: ['GET', '/runs/{instance}/{id}/artifacts'],
  getRunInput: ['GET', '/runs/{instance}/{id}/input'],
  listLedger: ['GET', '/ledger'],
  getLedgerState: ['GET', '/ledger/state'],
  exportLedger: ['GET', '/ledger/export'],
  getLedgerEntry: ['GET', '/ledger/{id}'],
  proveLedgerEntry: ['GET', '/ledger/{id}/proof'],
  cancelRun: ['POST', '/runs/{instance}/{id}/cancel'],
  retryRun: ['POST', '/runs/{instance}/{id}/retry'],
  pauseRun: ['POST', '/runs/{instance}/{id}/pause'],
  suspendRun: ['POST', '/runs/{instance}/{id}/suspend'],
  resumeRun: ['POST', '/runs/{instance}/{id}/resume'],
  rescheduleRun: ['POST', '/runs/{instance}/{id}/reschedule'],
} as const satisfies Record<
  keyof PortalOperations,
  readonly [Method, keyof PortalPaths]
>;
