import type { Knex } from 'knex';
import type { DeploymentScope } from '../../access';
import { applyScope } from '../../access';
import type { InstanceId } from '../../instances';
import { NO_DEPLOYMENT } from '../../mirror';
import type { RunFilter } from './RunFilter';
import { whereEntity, whereOwner } from './whereBound';

/** Where runs are counted: a deployment, or what belongs to none in an instance. */
export type Place = {
  readonly instance: InstanceId;
  /** Null for what belongs to none. */
  readonly deployment_id: string | null;
  readonly runs: number;
  /** Of these, those that are neither sub-flows nor scheduled. */
  readonly listed: number;
};

/** The parts of a filter that choose places and not among the runs of one. */
export type PlaceFilter = Pick<
  RunFilter,
  'instance' | 'owner' | 'entity' | 'deployment'
>;

/** How many runs the places of an instance have together. */
export type PlacesSize = Pick<Place, 'instance' | 'runs' | 'listed'>;

const KEY = { instance: 'a.instance', deployment: 'a.deployment_id' };

/** The size of what is asked for and may be viewed; few rows, whatever the number of places. */
export function sizesOfShown(
  db: Knex,
  scope: DeploymentScope,
  filter: PlaceFilter,
): Promise<PlacesSize[]> {
  return sizesOf(db, shownPlaces(db, scope, filter));
}

/** The size of everything. */
export function sizesOfAll(db: Knex): Promise<PlacesSize[]> {
  return sizesOf(db, allPlaces(db));
}

/** The places of these instances that are not asked for or may not be viewed. */
export async function hiddenPlaces(
  db: Knex,
  scope: DeploymentScope,
  { filter, instances }: { filter: PlaceFilter; instances: readonly string[] },
): Promise<Place[]> {
  const keys = (query: Knex.QueryBuilder) =>
    db
      .from(query.as('keyed'))
      .select(
        'keyed.instance',
        db.raw('coalesce(keyed.deployment_id, ?)', [NO_DEPLOYMENT]),
      );
  return allPlaces(db)
    .whereIn('a.instance', instances)
    .whereRaw('(a.instance, coalesce(a.deployment_id, ?)) not in (?)', [
      NO_DEPLOYMENT,
      keys(shownPlaces(db, scope, filter)),
    ]);
}

/** The places that are asked for and may be viewed. */
export function shownPlaces(
  db: Knex,
  scope: DeploymentScope,
  { instance, owner, entity, deployment }: PlaceFilter,
): Knex.QueryBuilder<Place, Place[]> {
  const query = applyScope(allPlaces(db), scope, KEY);
  if (instance?.length) query.whereIn('a.instance', instance);
  if (owner?.length) whereOwner(query, owner, KEY);
  if (entity?.length) whereEntity(query, entity, KEY);
  if (deployment?.length) query.whereIn('a.deployment_id', deployment);
  return query;
}

/** Runs that are stored of these places, sub-flows and what is scheduled included. */
export function runsOf(places: readonly Pick<Place, 'runs'>[]): number {
  return places.reduce((sum, { runs }) => sum + runs, 0);
}

async function sizesOf(
  db: Knex,
  places: Knex.QueryBuilder,
): Promise<PlacesSize[]> {
  const rows = await db
    .from(places.as('sized'))
    .groupBy('instance')
    .select('instance')
    .sum({ runs: 'runs', listed: 'listed' });
  return rows.map(({ instance, runs, listed }) => ({
    instance,
    runs: Number(runs),
    listed: Number(listed),
  }));
}

function allPlaces(db: Knex): Knex.QueryBuilder {
  return db
    .from(
      db('deployment_activity')
        .select('instance', 'runs', 'listed', {
          deployment_id: db.raw('nullif(deployment_id, ?)', [NO_DEPLOYMENT]),
        })
        .as('a'),
    )
    .select('a.instance', 'a.deployment_id', 'a.runs', 'a.listed');
}
