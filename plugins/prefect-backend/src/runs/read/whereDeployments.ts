import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import { groupBy } from './groupBy';

/** Narrows a query over `runs as r` to the runs of these deployments. */
export function whereDeployments(
  query: Knex.QueryBuilder,
  keys: readonly Key[],
): Knex.QueryBuilder {
  const byInstance = groupBy(keys, key => key.instance);
  return query.where(any => {
    any.whereRaw('1 = 0');
    for (const [instance, own] of byInstance) {
      any.orWhere(one =>
        one.where('r.instance', instance).whereIn(
          'r.deployment_id',
          own.map(key => key.id),
        ),
      );
    }
  });
}
