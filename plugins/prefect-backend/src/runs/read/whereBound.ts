import type { Knex } from 'knex';
import type { ScopeColumns } from '../../access';
import { toEntityRef } from '../../bindings';

/** In the owner filter: what belongs to nobody. */
export const NONE = 'none';

/** Owned by any of these; `none` means by nobody. */
export function whereOwner(
  query: Knex.QueryBuilder,
  owners: readonly string[],
  columns: ScopeColumns,
): void {
  const refs = owners.filter(owner => owner !== NONE).map(toEntityRef);
  query.where(any => {
    any.whereExists(
      about('deployment_owners', columns, on =>
        on.whereIn('b.owner_ref', refs),
      ),
    );
    if (owners.includes(NONE)) {
      any.orWhereNotExists(about('deployment_owners', columns));
    }
  });
}

/** Bound to any of these entities. A tag's claim does not count. */
export function whereEntity(
  query: Knex.QueryBuilder,
  entities: readonly string[],
  columns: ScopeColumns,
): void {
  query.whereExists(
    about('deployment_bindings', columns, on =>
      on
        .whereIn('b.entity_ref', entities.map(toEntityRef))
        .where('b.trusted', true),
    ),
  );
}

function about(
  table: string,
  columns: ScopeColumns,
  narrow?: (query: Knex.QueryBuilder) => void,
): Knex.QueryCallback {
  return query => {
    query
      .select('b.instance')
      .from({ b: table })
      .whereRaw('?? = ??', ['b.instance', columns.instance])
      .whereRaw('?? = ??', ['b.deployment_id', columns.deployment]);
    narrow?.(query);
  };
}
