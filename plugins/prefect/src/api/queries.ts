import type { ScheduleTiming } from '@backstage-prefect/backstage-plugin-prefect-common';
import { queryOptions, keepPreviousData } from '@tanstack/react-query';
import type { PrefectApi, Request } from './PrefectApi';

type Key = { readonly instance: string; readonly id: string };

/** Only what names it: callers hand over the whole run, and the portal refuses more. */
const keyOf = ({ instance, id }: Key): Key => ({ instance, id });

const ROOT = 'prefect';

/** Keys of everything that is cached, so that a signal can name what changed. */
export const prefectKeys = {
  all: [ROOT] as const,
  /** Lists and counts: any run may change them. */
  lists: [ROOT, 'lists'] as const,
  list: (name: string, request: object) =>
    [...prefectKeys.lists, name, request] as const,
  runs: [ROOT, 'run'] as const,
  run: ({ instance, id }: Key) => [...prefectKeys.runs, instance, id] as const,
  deployments: [ROOT, 'deployment'] as const,
  deployment: ({ instance, id }: Key) =>
    [...prefectKeys.deployments, instance, id] as const,
};

/** Instances and how fresh they are. */
export const instancesQuery = (api: PrefectApi) =>
  queryOptions({
    queryKey: prefectKeys.list('instances', {}),
    queryFn: ({ signal }) => api.listInstances({}, { signal }),
  });

/** Values of the filters. */
export const facetsQuery = (api: PrefectApi) =>
  queryOptions({
    queryKey: prefectKeys.list('facets', {}),
    queryFn: ({ signal }) => api.getFacets({}, { signal }),
  });

/** The overview. */
export const overviewQuery = (
  api: PrefectApi,
  filter: Request<'getOverview'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('overview', filter),
    queryFn: ({ signal }) => api.getOverview(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** An entity's deployments. */
export const entityQuery = (
  api: PrefectApi,
  entity: Request<'getEntityAutomation'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('entity', entity),
    queryFn: ({ signal }) => api.getEntityAutomation(entity, { signal }),
    placeholderData: keepPreviousData,
  });

/** A page of deployments. */
export const deploymentsQuery = (
  api: PrefectApi,
  filter: Request<'listDeployments'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('deployments', filter),
    queryFn: ({ signal }) => api.listDeployments(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** What has no owner or an owner in doubt. */
export const ownershipQuery = (
  api: PrefectApi,
  filter: Request<'getOwnershipHealth'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('ownership', filter),
    queryFn: ({ signal }) => api.getOwnershipHealth(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** The same deployments on several instances. */
export const environmentsQuery = (
  api: PrefectApi,
  filter: Request<'compareEnvironments'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('environments', filter),
    queryFn: ({ signal }) => api.compareEnvironments(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** A page of deployments with when they are due. */
export const schedulesQuery = (
  api: PrefectApi,
  filter: Request<'listSchedules'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('schedules', filter),
    queryFn: ({ signal }) => api.listSchedules(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** How full work pools get. */
export const poolLoadQuery = (
  api: PrefectApi,
  filter: Request<'getPoolLoad'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('pool-load', filter),
    queryFn: ({ signal }) => api.getPoolLoad(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** When a schedule would fire next. */
export const schedulePreviewQuery = (api: PrefectApi, timing: ScheduleTiming) =>
  queryOptions({
    queryKey: [...prefectKeys.all, 'schedule-preview', timing],
    queryFn: ({ signal }) => api.previewSchedule({ body: timing }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** A deployment with what its run dialog needs. */
export const deploymentQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: prefectKeys.deployment(key),
    queryFn: ({ signal }) => api.getDeployment(keyOf(key), { signal }),
  });

/** A page of runs. */
export const runsQuery = (api: PrefectApi, filter: Request<'listRuns'>) =>
  queryOptions({
    queryKey: prefectKeys.list('runs', filter),
    queryFn: ({ signal }) => api.listRuns(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** Counts of runs by time and state. */
export const runHistoryQuery = (
  api: PrefectApi,
  filter: Request<'getRunHistory'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('history', filter),
    queryFn: ({ signal }) => api.getRunHistory(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/**
 * A page of charts. What is asked adds up all hours of their window, and one more run
 * hardly changes what is drawn of them: they follow the clock, not the signals of runs.
 */
export const chartsQuery = (api: PrefectApi, filter: Request<'getCharts'>) =>
  queryOptions({
    queryKey: [...prefectKeys.all, 'charts', filter],
    queryFn: ({ signal }) => api.getCharts(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** A run. */
export const runQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: [...prefectKeys.run(key), 'run'],
    queryFn: ({ signal }) => api.getRun(keyOf(key), { signal }),
  });

/** The states a run has been in. */
export const runStatesQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: [...prefectKeys.run(key), 'states'],
    queryFn: ({ signal }) => api.listRunStates(keyOf(key), { signal }),
  });

/** Task runs and sub-flows of a run. */
export const runTasksQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: [...prefectKeys.run(key), 'tasks'],
    queryFn: ({ signal }) => api.listRunTasks(keyOf(key), { signal }),
  });

/** Artifacts of a run. */
export const runArtifactsQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: [...prefectKeys.run(key), 'artifacts'],
    queryFn: ({ signal }) => api.listRunArtifacts(keyOf(key), { signal }),
  });

/** The form a run waits for. */
export const runInputQuery = (api: PrefectApi, key: Key) =>
  queryOptions({
    queryKey: [...prefectKeys.run(key), 'input'],
    queryFn: ({ signal }) => api.getRunInput(keyOf(key), { signal }),
  });

/**
 * The ledger stands apart from all that signals and the clock fetch again: that somebody
 * reads it is recorded, so it is read when somebody looks, and not while nobody does.
 */
const LEDGER_KEY = ['prefect-ledger'] as const;
const WHEN_ASKED = { refetchOnWindowFocus: false, refetchOnReconnect: false };

/** A page of what the ledger has. */
export const ledgerQuery = (api: PrefectApi, filter: Request<'listLedger'>) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: [...LEDGER_KEY, 'list', filter],
    queryFn: ({ signal }) => api.listLedger(filter, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

/** An entry with how it ended. */
export const ledgerEntryQuery = (api: PrefectApi, id: string) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: [...LEDGER_KEY, 'entry', id],
    queryFn: ({ signal }) => api.getLedgerEntry({ id }, { signal }),
  });

/** That an entry is in the ledger. */
export const ledgerProofQuery = (api: PrefectApi, id: string) =>
  queryOptions({
    ...WHEN_ASKED,
    queryKey: [...LEDGER_KEY, 'proof', id],
    queryFn: ({ signal }) => api.proveLedgerEntry({ id }, { signal }),
  });

/** Whether the whole ledger verifies; to know that is no reading. */
export const ledgerStateQuery = (api: PrefectApi) =>
  queryOptions({
    queryKey: [...prefectKeys.all, 'ledger-state'],
    queryFn: ({ signal }) => api.getLedgerState({}, { signal }),
  });

/** What of a right one may ask for. */
export const accessOfferQuery = (
  api: PrefectApi,
  { instance, id, right }: Request<'getAccessOffer'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('access-offer', { instance, id, right }),
    queryFn: ({ signal }) =>
      api.getAccessOffer({ instance, id, right }, { signal }),
  });

/** Everybody who may do something with a deployment. */
export const entitledQuery = (
  api: PrefectApi,
  asked: Request<'listEntitled'>,
) =>
  queryOptions({
    queryKey: prefectKeys.list('entitled', asked),
    queryFn: ({ signal }) => api.listEntitled(asked, { signal }),
  });

/** A page of grants. */
export const grantsQuery = (api: PrefectApi, filter: Request<'listGrants'>) =>
  queryOptions({
    queryKey: prefectKeys.list('grants', filter),
    queryFn: ({ signal }) => api.listGrants(filter, { signal }),
    placeholderData: keepPreviousData,
  });

/** A grant. */
export const grantQuery = (api: PrefectApi, { id }: Request<'getGrant'>) =>
  queryOptions({
    queryKey: prefectKeys.list('grant', { id }),
    queryFn: ({ signal }) => api.getGrant({ id }, { signal }),
  });

/** The policies that decide. */
export const policiesQuery = (api: PrefectApi) =>
  queryOptions({
    queryKey: prefectKeys.list('policies', {}),
    queryFn: ({ signal }) => api.getPolicies({}, { signal }),
  });
