import type { Knex } from 'knex';
import type { Place } from './places';
import { groupBy } from './groupBy';

/** Narrows a query over `runs as r` to runs of these places, which an index finds. */
export function wherePlaces(
  query: Knex.QueryBuilder,
  places: readonly Pick<Place, 'instance' | 'deployment_id'>[],
): Knex.QueryBuilder {
  if (places.length === 0) return query.whereRaw('1 = 0');
  const byInstance = groupBy(places, ({ instance }) => instance);
  // Flat, because SQLite looks up alternatives only when each of them has an index.
  return query.where(any => {
    for (const [instance, own] of byInstance) {
      const ids = own.flatMap(place => place.deployment_id ?? []);
      any.orWhere(one =>
        one.where('r.instance', instance).whereIn('r.deployment_id', ids),
      );
      if (ids.length === own.length) continue;
      any.orWhere(none =>
        none.where('r.instance', instance).whereNull('r.deployment_id'),
      );
    }
  });
}
