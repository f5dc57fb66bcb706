import type { Knex } from 'knex';
import type { DeploymentScope } from '../../access';
import { applyScope } from '../../access';
import type { InstanceId } from '../../instances';
import { NO_DEPLOYMENT } from '../../mirror';
import { keyOf } from './ownership';
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

/** All places that have runs, those that are asked for and may be viewed apart from the others. */
export type Places = {
  readonly shown: readonly Place[];
  readonly hidden: readonly Place[];
};

const KEY = { instance: 'a.instance', deployment: 'a.deployment_id' };

/** As many rows as there are deployments, whatever the number of runs. */
export async function findPlaces(
  db: Knex,
  scope: DeploymentScope,
  filter: PlaceFilter,
): Promise<Places> {
  const [shown, all]: [Place[], Place[]] = await Promise.all([
    shownPlaces(db, scope, filter),
    allPlaces(db),
  ]);
  const textOf = (place: Place) =>
    keyOf(place.instance, place.deployment_id ?? NO_DEPLOYMENT);
  const known = new Set(shown.map(textOf));
  return { shown, hidden: all.filter(place => !known.has(textOf(place))) };
}

/** The places that are asked for and may be viewed. */
export async function shownPlaces(
  db: Knex,
  scope: DeploymentScope,
  { instance, owner, entity, deployment }: PlaceFilter,
): Promise<Place[]> {
  const query = applyScope(allPlaces(db), scope, KEY);
  if (instance?.length) query.whereIn('a.instance', instance);
  if (owner?.length) whereOwner(query, owner, KEY);
  if (entity?.length) whereEntity(query, entity, KEY);
  if (deployment?.length) query.whereIn('a.deployment_id', deployment);
  return query;
}

/** Runs that are stored of these places, sub-flows and what is scheduled included. */
export function runsOf(places: readonly Place[]): number {
  return places.reduce((sum, { runs }) => sum + runs, 0);
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
