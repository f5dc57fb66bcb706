import type { DeploymentHealth } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { instantAt } from './instant';
import { DUE_OF_ONE, IS_LATE_OF_ONE, IS_SCHEDULED, lateBindings } from './late';

/** What the runs of a deployment say about it. */
export type DeploymentFacts = {
  readonly next_run: string | null;
  /** Start of its newest run that is not in the future. */
  readonly latest_run: string | null;
  readonly health: DeploymentHealth;
  /** Its last run that completed, failed or crashed, by start; and that start. */
  readonly last_finished_id: string | null;
  readonly last_finished_at: string | null;
  /** Another when what is counted of its runs is another; null without any. */
  readonly activity_mark: string | null;
};

/** Its runs, of which those that are to start later say nothing yet. */
const OWN_RUNS = 'r.instance = d.instance and r.deployment_id = d.id';

const NEXT_RUN = `(select min(${DUE_OF_ONE}) from runs r
  where ${OWN_RUNS} and ${IS_SCHEDULED} and r.start_time is null and ${DUE_OF_ONE} > ?)`;

const LATEST_RUN = `(select max(r.sort_time) from runs r
  where ${OWN_RUNS} and r.sort_time <= ?)`;

/** In the order in which one hides the other. "Last" is by start. */
const HEALTH = `case
  when a.last_finished_state in ('FAILED', 'CRASHED') then 'failing'
  when exists (select 1 from runs r
    where ${OWN_RUNS} and ${IS_SCHEDULED} and ${IS_LATE_OF_ONE}) then 'late'
  when (d.instance, d.id) in ? then 'waiting'
  when d.paused then 'paused'
  when a.last_finished_state is null and not exists (select 1 from runs r
    where ${OWN_RUNS} and r.sort_time <= ?) then 'idle'
  else 'healthy'
end`;

/**
 * Adds `next_run`, `latest_run` and `health` to a query over `deployments as d`, and
 * `a`, its row of `deployment_activity`. What has to be looked up is looked up through an
 * index that knows the deployment, so that a page costs what is on it.
 */
export function withFacts(
  query: Knex.QueryBuilder,
  { db, nowMs }: { db: Knex; nowMs: number },
): Knex.QueryBuilder {
  const now = instantAt(nowMs);
  return query
    .leftJoin('deployment_activity as a', on =>
      on.on('a.instance', 'd.instance').on('a.deployment_id', 'd.id'),
    )
    .select('a.last_finished_id', 'a.last_finished_at', {
      activity_mark: 'a.mark',
      next_run: db.raw(NEXT_RUN, [now]),
      latest_run: db.raw(LATEST_RUN, [now]),
      health: db.raw(HEALTH, [...lateBindings(nowMs), waitingRuns(db), now]),
    });
}

/** Deployments of runs that wait for somebody's input: few. */
function waitingRuns(db: Knex): Knex.QueryBuilder {
  return whereWaitsForInput(db('runs as r')).select(
    'r.instance',
    'r.deployment_id',
  );
}

/** Narrows a query over `runs as r` to runs that are paused for input. */
export function whereWaitsForInput(
  query: Knex.QueryBuilder,
): Knex.QueryBuilder {
  // JSON.stringify wrote the column, so an object begins with a brace at once.
  return query
    .where('r.state_type', 'PAUSED')
    .where('r.state_details', 'like', '%"run_input_keyset":{%');
}
