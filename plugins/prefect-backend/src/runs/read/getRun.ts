import type {
  JsonSchema,
  RunDetail,
  RunParameters,
  Streak,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { capabilitiesOf } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Principal } from '../../access';
import type { Key } from '../../mirror';
import { operationsFor } from '../operationsFor';
import type { RunsDeps } from '../RunsDeps';
import { Secrets } from '../secrets';
import { cause } from './cause';
import { codeUrl } from './codeUrl';
import { findRunDetail } from './findRun';
import { parseJson } from './json';
import { keyOf, ownershipByDeployment } from './ownership';
import { runUrl } from './prefectUrls';
import type { RunDetailRow } from './RunRow';
import { runStats } from './runStats';
import { STATS_DAYS, toDecision } from './toDeployments';
import { toRuns } from './toRuns';
import { visibleRuns } from './visibleRuns';
import { waiting } from './waiting';
import { findPools } from './workPools';

/** A run with what its page needs. */
export async function getRun(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<RunDetail> {
  const row = await findRunDetail(deps, by, key);
  const [[run], before, usualDurationMs, pools, may] = await Promise.all([
    toRuns(deps, await deps.access.viewScope(by), [row]),
    runsBefore(deps, by, row),
    usualDuration(deps, row),
    findPools(deps.db, [row]),
    rightsOn(deps, by, row),
  ]);
  const instance = deps.instances.find(row.instance);
  return {
    ...run,
    parameters: maskedParameters(row),
    workPool: row.work_pool,
    workQueue: row.work_queue,
    deploymentVersion: row.deployment_version,
    codeUrl: await codeUrlOf(deps, row),
    prefectUrl: runUrl(instance, row.id),
    infrastructurePid: row.infrastructure_pid,
    streak: before.streak,
    lastGoodRun: before.lastGoodRun,
    usualDurationMs,
    cause: cause(row),
    waiting: waiting(
      row,
      pools.get(keyOf(row.instance, row.work_pool ?? '')),
      deps.clock(),
    ),
    operations: operationsFor(
      row,
      capabilitiesOf(deps.mirror.version(row.instance)),
    ),
    may,
  };
}

function maskedParameters(row: RunDetailRow): RunParameters {
  const schema = parseJson<JsonSchema | undefined>(
    row.parameter_schema,
    undefined,
  );
  return new Secrets(schema).mask(parseJson<RunParameters>(row.parameters, {}));
}

async function codeUrlOf(
  deps: RunsDeps,
  row: RunDetailRow,
): Promise<string | null> {
  if (!row.deployment_id) return null;
  const key = { instance: row.instance, id: row.deployment_id };
  const ownerships = await ownershipByDeployment(deps, [key]);
  return codeUrl({
    entrypoint: row.entrypoint,
    pullSteps: row.pull_steps,
    sourceLocation: ownerships.get(keyOf(key.instance, key.id))?.sourceLocation,
  });
}

async function usualDuration(
  { db, clock }: RunsDeps,
  { instance, deployment_id: id }: RunDetailRow,
): Promise<number | null> {
  if (!id) return null;
  const stats = await runStats(db, [{ instance, id }], {
    days: STATS_DAYS,
    nowMs: clock(),
  });
  return stats.get(keyOf(instance, id))?.usualDurationMs ?? null;
}

async function rightsOn(
  { access }: RunsDeps,
  by: Principal,
  row: RunDetailRow,
): Promise<RunDetail['may']> {
  const on = {
    instance: row.instance,
    deployment: row.governing_deployment_id ?? undefined,
  };
  const [run, operate, schedule] = await Promise.all([
    access.decide(by, 'run', on),
    access.decide(by, 'operate', on),
    access.decide(by, 'schedule', on),
  ]);
  return {
    run: toDecision(run),
    operate: toDecision(operate),
    schedule: toDecision(schedule),
  };
}

type Before = {
  readonly lastGoodRun: RunDetail['lastGoodRun'];
  /** Failures in a row that end with this run; null when it did not fail. */
  readonly streak: Streak | null;
};

/** Among the runs of the same deployment, or of the same flow when it has none. */
async function runsBefore(
  { db, access }: RunsDeps,
  by: Principal,
  row: RunDetailRow,
): Promise<Before> {
  const scope = await access.viewScope(by);
  const siblings = () =>
    visibleRuns(db, scope)
      .where('r.instance', row.instance)
      .where(
        row.deployment_id ? 'r.deployment_id' : 'r.flow_id',
        row.deployment_id ?? row.flow_id,
      );
  const good:
    | { id: string; name: string; end_time: string; sort_time: string }
    | undefined = await siblings()
    .where('r.state_type', 'COMPLETED')
    .where('r.sort_time', '<', row.sort_time)
    .orderBy('r.sort_time', 'desc')
    .first('r.id', 'r.name', 'r.end_time', 'r.sort_time');
  const lastGoodRun = good
    ? { id: good.id, name: good.name, end: good.end_time }
    : null;
  if (row.state_type !== 'FAILED' && row.state_type !== 'CRASHED') {
    return { lastGoodRun, streak: null };
  }
  const failed: { failures: number | string; since: string } = await siblings()
    .whereIn('r.state_type', ['FAILED', 'CRASHED'])
    .where('r.sort_time', '>', good?.sort_time ?? '')
    .where('r.sort_time', '<=', row.sort_time)
    .first(
      db.raw('count(*) as failures'),
      db.raw('min(coalesce(r.end_time, r.state_timestamp)) as since'),
    );
  return {
    lastGoodRun,
    streak: { failures: Number(failed.failures), since: failed.since },
  };
}
