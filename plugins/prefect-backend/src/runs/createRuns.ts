import {
  editSchedule,
  getPoolLoad,
  listSchedules,
  previewSchedule,
  setSchedulePaused,
} from './agenda';
import { cancelRun } from './cancelRun';
import { compareEnvironments } from './environments';
import type { Principal } from '../access';
import type { Grant } from '../grants';
import {
  approveGrant,
  askGrant,
  expireGrants,
  getAccessOffer,
  getGrant,
  listGrants,
  refuseGrant,
  reviewGrant,
  revokeGrant,
  whoCan,
  withdrawGrant,
} from './grants';
import {
  exportLedger,
  getLedgerEntry,
  getLedgerState,
  listLedger,
  proveLedgerEntry,
  Readings,
} from './ledger';
import { LogTails } from './logs';
import { getOwnershipHealth } from './ownership';
import { pauseRun } from './pauseRun';
import { explainAccess } from './read/explainAccess';
import { getCharts } from './read/getCharts';
import { getDeployment } from './read/getDeployment';
import { getEntityAutomation } from './read/getEntityAutomation';
import { getFacets } from './read/getFacets';
import { getOverview } from './read/getOverview';
import { getRun } from './read/getRun';
import { getRunInput } from './read/getRunInput';
import { listDeployments } from './read/listDeployments';
import { listInstances } from './read/listInstances';
import { listRunArtifacts } from './read/listRunArtifacts';
import { listRunLogs } from './read/listRunLogs';
import { listRuns } from './read/listRuns';
import { listRunStates } from './read/listRunStates';
import { listRunTasks } from './read/listRunTasks';
import { keyOf } from './read/ownership';
import { RecentActivity } from './read/RecentActivity';
import { runHistory } from './read/runHistory';
import { rescheduleRun } from './rescheduleRun';
import { resumeRun } from './resumeRun';
import { retryRun } from './retryRun';
import type { Runs } from './Runs';
import type { RunsDeps } from './RunsDeps';
import { setDeploymentPaused } from './setDeploymentPaused';
import { startRun } from './startRun';
import { suspendRun } from './suspendRun';
import { validateParameters } from './validateParameters';

/** Makes the use cases. The tails of logs live as long as the mirror that pings them. */
export function createRuns(deps: RunsDeps): Runs {
  const logTails = new LogTails();
  deps.mirror.onLogs((instance, ids) => {
    for (const id of ids) logTails.ping(keyOf(instance, id));
  });
  const tailing = { ...deps, logTails };
  const showing = async (by: Principal, changed: Promise<Grant>) =>
    getGrant(deps, by, (await changed).id);
  const looking = { ...deps, activity: new RecentActivity(deps) };
  const auditing = { ...deps, readings: new Readings(deps) };
  return {
    listInstances: () => listInstances(deps),
    getFacets: by => getFacets(deps, by),
    getOverview: (by, request) => getOverview(looking, by, request),
    getEntityAutomation: (by, request) =>
      getEntityAutomation(deps, by, request),

    listDeployments: (by, request) => listDeployments(deps, by, request),
    getOwnershipHealth: (by, request) => getOwnershipHealth(deps, by, request),
    compareEnvironments: (by, request) =>
      compareEnvironments(deps, by, request),
    getDeployment: (by, deployment) => getDeployment(deps, by, deployment),
    explainAccess: (by, deployment) => explainAccess(deps, by, deployment),
    validateParameters: (by, request) => validateParameters(deps, by, request),
    setDeploymentPaused: (by, request) =>
      setDeploymentPaused(deps, by, request),

    listSchedules: (by, request) => listSchedules(deps, by, request),
    getPoolLoad: (by, request) => getPoolLoad(deps, by, request),
    previewSchedule: timing => previewSchedule(deps, timing),
    setSchedulePaused: (by, request) => setSchedulePaused(deps, by, request),
    editSchedule: (by, request) => editSchedule(deps, by, request),

    listRuns: (by, request) => listRuns(deps, by, request),
    runHistory: (by, request) => runHistory(deps, by, request),
    getCharts: (by, request) => getCharts(deps, by, request),
    getRun: (by, run) => getRun(deps, by, run),
    listRunStates: (by, run) => listRunStates(deps, by, run),
    listRunTasks: (by, run) => listRunTasks(deps, by, run),
    listRunLogs: (by, request) => listRunLogs(tailing, by, request),
    listRunArtifacts: (by, run) => listRunArtifacts(deps, by, run),
    getRunInput: (by, run) => getRunInput(deps, by, run),

    getAccessOffer: (by, request) => getAccessOffer(deps, by, request),
    whoCan: (by, request) => whoCan(deps, by, request),
    listGrants: (by, request) => listGrants(deps, by, request),
    getGrant: (by, id) => getGrant(deps, by, id),
    askGrant: (by, request) => showing(by, askGrant(deps, by, request)),
    approveGrant: (by, request) => showing(by, approveGrant(deps, by, request)),
    refuseGrant: (by, request) => showing(by, refuseGrant(deps, by, request)),
    revokeGrant: (by, request) => showing(by, revokeGrant(deps, by, request)),
    reviewGrant: (by, request) => showing(by, reviewGrant(deps, by, request)),
    withdrawGrant: (by, id) => showing(by, withdrawGrant(deps, by, id)),

    expireGrants: () => expireGrants(deps),
    listLedger: (by, request) => listLedger(auditing, by, request),
    getLedgerEntry: (by, id) => getLedgerEntry(auditing, by, id),
    proveLedgerEntry: (by, id) => proveLedgerEntry(auditing, by, id),
    getLedgerState: () => getLedgerState(auditing),
    exportLedger: (by, request) => exportLedger(auditing, by, request),

    startRun: (by, request) => startRun(deps, by, request),
    cancelRun: (by, run) => cancelRun(deps, by, run),
    retryRun: (by, run) => retryRun(deps, by, run),
    pauseRun: (by, run) => pauseRun(deps, by, run),
    suspendRun: (by, run) => suspendRun(deps, by, run),
    resumeRun: (by, request) => resumeRun(deps, by, request),
    rescheduleRun: (by, request) => rescheduleRun(deps, by, request),
  };
}
