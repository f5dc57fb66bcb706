import type { Knex } from 'knex';
import { applyScope, type DeploymentScope } from '../../access';

/**
 * Runs that may be viewed, as `runs as r`, with their own deployment as `deployments as d`.
 * Whatever is shown of runs starts here.
 */
export function visibleRuns(
  db: Knex,
  scope: DeploymentScope,
): Knex.QueryBuilder {
  // A sub-flow whose parent was not traced yet may belong to something restricted.
  const traced = db('runs as r')
    .leftJoin('deployments as d', on =>
      on.on('d.instance', 'r.instance').on('d.id', 'r.deployment_id'),
    )
    .where('r.lineage_known', true);
  return applyScope(traced, scope, {
    instance: 'r.instance',
    deployment: 'r.governing_deployment_id',
  });
}

/** Deployments that may be viewed, as `deployments as d`. */
export function visibleDeployments(
  db: Knex,
  scope: DeploymentScope,
): Knex.QueryBuilder {
  return applyScope(db('deployments as d'), scope, {
    instance: 'd.instance',
    deployment: 'd.id',
  });
}
