import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Access } from '../access';
import { toKey, type Runs } from '../runs';
import type { Handlers } from './Handlers';

/** Translates the contract to the use cases; decides nothing. */
export function createHandlers({
  runs,
  access,
}: {
  readonly runs: Runs;
  readonly access: Pick<Access, 'policies'>;
}): Handlers {
  return {
    listInstances: () => ({ items: runs.listInstances() }),
    getPolicies: () => {
      const { version = null, problem = null, policies } = access.policies();
      return {
        version,
        problem,
        items: policies.map(({ id, effect, file, line, text }) => ({
          id,
          effect,
          file,
          line,
          text,
        })),
      };
    },
    getFacets: by => runs.getFacets(by),
    getOverview: (by, { query }) => runs.getOverview(by, query),
    getEntityAutomation: (by, { path, query: { days = 7 } }) =>
      runs.getEntityAutomation(by, { entity: stringifyEntityRef(path), days }),

    listDeployments: (by, { query }) => {
      const { sort = 'title', limit = 50, ...filter } = query;
      return runs.listDeployments(by, { ...filter, sort, limit });
    },
    getOwnershipHealth: (by, { query: { limit = 50, ...filter } }) =>
      runs.getOwnershipHealth(by, { ...filter, limit }),
    compareEnvironments: (by, { query }) => {
      const { differing = false, limit = 50, ...filter } = query;
      return runs.compareEnvironments(by, { ...filter, differing, limit });
    },
    getDeployment: (by, { path }) => runs.getDeployment(by, toKey(path)),
    validateParameters: (by, { path, body: { parameters } }) =>
      runs.validateParameters(by, { deployment: toKey(path), parameters }),
    startRun: (by, { path, body }) =>
      runs.startRun(by, { deployment: toKey(path), ...body }),
    setDeploymentPaused: async (by, { path, body: { paused } }) => {
      await runs.setDeploymentPaused(by, {
        deployment: toKey(path),
        schedules: paused ? 'paused' : 'active',
      });
      return undefined;
    },

    getAccessOffer: (by, { path, query: { right } }) =>
      runs.getAccessOffer(by, { deployment: toKey(path), right }),
    listEntitled: async (by, { path, query: { right } }) => ({
      items: await runs.whoCan(by, { deployment: toKey(path), right }),
    }),
    askGrant: (by, { path, body }) =>
      runs.askGrant(by, { deployment: toKey(path), ...body }),
    listGrants: (by, { query: { of = 'mine', limit = 50, cursor } }) =>
      runs.listGrants(by, { of, limit, cursor }),
    getGrant: (by, { path }) => runs.getGrant(by, path.id),
    approveGrant: (by, { path, body }) =>
      runs.approveGrant(by, { id: path.id, reason: body.reason }),
    refuseGrant: (by, { path, body }) =>
      runs.refuseGrant(by, { id: path.id, reason: body.reason }),
    revokeGrant: (by, { path, body }) =>
      runs.revokeGrant(by, { id: path.id, reason: body.reason }),
    reviewGrant: (by, { path, body }) =>
      runs.reviewGrant(by, { id: path.id, reason: body.reason }),
    withdrawGrant: (by, { path }) => runs.withdrawGrant(by, path.id),

    listSchedules: (by, { query: { limit = 50, ...filter } }) =>
      runs.listSchedules(by, { ...filter, limit }),
    getPoolLoad: (by, { query: { buckets = 96, ...filter } }) =>
      runs.getPoolLoad(by, { ...filter, buckets }),
    previewSchedule: (_, { body }) => ({ items: runs.previewSchedule(body) }),
    setSchedulePaused: async (by, { path, body: { paused } }) => {
      await runs.setSchedulePaused(by, {
        deployment: toKey(path),
        scheduleId: path.schedule,
        state: paused ? 'paused' : 'active',
      });
      return undefined;
    },
    editSchedule: async (by, { path, body }) => {
      await runs.editSchedule(by, {
        deployment: toKey(path),
        scheduleId: path.schedule,
        timing: body,
      });
      return undefined;
    },

    listRuns: (by, { query: { limit = 50, ...filter } }) =>
      runs.listRuns(by, { ...filter, limit }),
    getRunHistory: async (by, { query: { buckets = 48, ...filter } }) => ({
      items: await runs.runHistory(by, { ...filter, buckets }),
    }),
    getCharts: (by, { query }) => {
      const { by: perWhat = 'deployment', points = 28, limit = 20 } = query;
      return runs.getCharts(by, { ...query, by: perWhat, points, limit });
    },
    getRun: (by, { path }) => runs.getRun(by, toKey(path)),
    listRunStates: async (by, { path }) => ({
      items: await runs.listRunStates(by, toKey(path)),
    }),
    listRunTasks: (by, { path }) => runs.listRunTasks(by, toKey(path)),
    listRunLogs: (by, { path, query: { after = 0, limit = 2000 } }) =>
      runs.listRunLogs(by, { run: toKey(path), after, limit }),
    listRunArtifacts: async (by, { path }) => ({
      items: await runs.listRunArtifacts(by, toKey(path)),
    }),
    getRunInput: (by, { path }) => runs.getRunInput(by, toKey(path)),

    listLedger: (by, { query: { limit = 50, ...query } }) =>
      runs.listLedger(by, { ...query, limit }),
    getLedgerState: () => runs.getLedgerState(),
    exportLedger: (by, { query }) => runs.exportLedger(by, query),
    getLedgerEntry: (by, { path: { id } }) => runs.getLedgerEntry(by, id),
    proveLedgerEntry: (by, { path: { id } }) => runs.proveLedgerEntry(by, id),

    cancelRun: (by, { path }) => runs.cancelRun(by, toKey(path)),
    retryRun: (by, { path }) => runs.retryRun(by, toKey(path)),
    pauseRun: (by, { path }) => runs.pauseRun(by, toKey(path)),
    suspendRun: (by, { path }) => runs.suspendRun(by, toKey(path)),
    resumeRun: (by, { path, body }) =>
      runs.resumeRun(by, { run: toKey(path), input: body.input }),
    rescheduleRun: (by, { path, body: { scheduledTime } }) =>
      runs.rescheduleRun(by, { run: toKey(path), scheduledTime }),
  };
}
