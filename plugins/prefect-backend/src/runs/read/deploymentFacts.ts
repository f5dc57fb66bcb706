import type { DeploymentHealth } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { instantAt } from './instant';
import { DUE, LATE_AFTER_MS } from './late';

/** What the runs of a deployment say about it. */
export type DeploymentFacts = {
  readonly next_run: string | null;
  /** Start of its newest run that is not in the future. */
  readonly latest_run: string | null;
  readonly health: DeploymentHealth;
};

/** When runs began that count: one that is to start later says nothing yet. */
const OWN_RUNS = 'x.instance = d.instance and x.deployment_id = d.id';

/**
 * Adds `next_run`, `latest_run` and `health` to a query over `deployments as d`.
 *
 * The few scheduled and paused runs are grouped once; the newest and the last finished
 * run are looked up through the index (instance, deployment_id, sort_time), which stops
 * at the first that fits. "Last" is by start.
 */
export function withFacts(
  query: Knex.QueryBuilder,
  { db, nowMs }: { db: Knex; nowMs: number },
): Knex.QueryBuilder {
  const now = instantAt(nowMs);
  return query
    .leftJoin(scheduledRuns(db, nowMs).as('s'), on =>
      on.on('s.instance', 'd.instance').on('s.deployment_id', 'd.id'),
    )
    .leftJoin(waitingRuns(db).as('p'), on =>
      on.on('p.instance', 'd.instance').on('p.deployment_id', 'd.id'),
    )
    .select(
      's.next_run',
      db.raw(
        `(select x.sort_time from runs x where ${OWN_RUNS} and x.sort_time <= ?
          order by x.sort_time desc limit 1) as latest_run`,
        [now],
      ),
      db.raw(
        `case
          when coalesce((select x.state_type from runs x where ${OWN_RUNS}
            and x.state_type in ('COMPLETED', 'FAILED', 'CRASHED')
            order by x.sort_time desc limit 1), 'COMPLETED') <> 'COMPLETED' then 'failing'
          when coalesce(s.late, 0) > 0 then 'late'
          when p.deployment_id is not null then 'waiting'
          when d.paused then 'paused'
          when not exists (select 1 from runs x where ${OWN_RUNS}
            and x.sort_time <= ?) then 'idle'
          else 'healthy'
        end as health`,
        [now],
      ),
    );
}

function scheduledRuns(db: Knex, nowMs: number): Knex.QueryBuilder {
  return db('runs as r')
    .where('r.state_type', 'SCHEDULED')
    .whereNotNull('r.deployment_id')
    .groupBy('r.instance', 'r.deployment_id')
    .select(
      'r.instance',
      'r.deployment_id',
      db.raw(
        `min(case when ${DUE} > ? and r.start_time is null then ${DUE} end) as next_run`,
        [instantAt(nowMs)],
      ),
      db.raw(
        `sum(case when r.state_name = 'Late' or ${DUE} < ? then 1 else 0 end) as late`,
        [instantAt(nowMs - LATE_AFTER_MS)],
      ),
    );
}

/** Runs that wait for somebody's input. */
function waitingRuns(db: Knex): Knex.QueryBuilder {
  return whereWaitsForInput(db('runs as r'))
    .whereNotNull('r.deployment_id')
    .groupBy('r.instance', 'r.deployment_id')
    .select('r.instance', 'r.deployment_id');
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
