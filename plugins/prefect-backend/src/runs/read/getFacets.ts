import type { PrefectFacets } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { visibleDeployments } from './visibleRuns';

/** The values that filters can take, of what may be viewed; in alphabetical order. */
export async function getFacets(
  deps: RunsDeps,
  by: Principal,
): Promise<PrefectFacets> {
  const scope = await deps.access.viewScope(by);
  const visible = () => visibleDeployments(deps.db, scope);
  const [owners, entities, tags, deployments] = await Promise.all([
    valuesOf(visible(), { table: 'deployment_owners', column: 'owner_ref' }),
    valuesOf(visible().where('f.trusted', true), {
      table: 'deployment_bindings',
      column: 'entity_ref',
    }),
    valuesOf(visible(), { table: 'deployment_tags', column: 'tag' }),
    visible()
      .orderBy(['d.title', 'd.instance'])
      .select('d.instance', 'd.id', 'd.title'),
  ]);
  return { owners, entities, tags, deployments };
}

async function valuesOf(
  deployments: Knex.QueryBuilder,
  { table, column }: { table: string; column: string },
): Promise<string[]> {
  const rows: Array<{ value: string }> = await deployments
    .join({ f: table }, on =>
      on.on('f.instance', 'd.instance').on('f.deployment_id', 'd.id'),
    )
    .distinct({ value: `f.${column}` })
    .orderBy('value');
  return rows.map(({ value }) => value);
}
