import type { Knex } from 'knex';
import type { Key } from '../../mirror';
import type { DeploymentFilter } from './listDeployments';
import { groupBy } from './groupBy';
import { keyOf } from './ownership';
import { NONE } from './whereBound';

/** The deployments of an owner; null is what belongs to nobody. */
export type Owned<TDeployment extends Key> = {
  readonly owner: string | null;
  readonly deployments: readonly TDeployment[];
};

/**
 * Deployments by owner, in alphabetical order, what belongs to nobody last. A deployment
 * with two owners is of both; only the owners that the filter asks for are in it.
 */
export async function ownedDeployments<TDeployment extends Key>(
  db: Knex,
  deployments: readonly TDeployment[],
  filter: Pick<DeploymentFilter, 'instance' | 'owner'>,
): Promise<Owned<TDeployment>[]> {
  const owners = await ownersOf(db, filter);
  const pairs = deployments.flatMap(deployment =>
    (owners.get(keyOf(deployment.instance, deployment.id)) ?? [null])
      .filter(owner => isAskedFor(owner, filter.owner))
      .map(owner => ({ owner, deployment })),
  );
  return [...groupBy(pairs, ({ owner }) => owner)]
    .map(([owner, own]) => ({
      owner,
      deployments: own.map(({ deployment }) => deployment),
    }))
    .toSorted(byNameNobodyLast);
}

/** Another team's half of a shared deployment is not what was asked. */
function isAskedFor(
  owner: string | null,
  asked: readonly string[] | undefined,
): boolean {
  return (
    !asked?.length ||
    asked.some(ref => ref.toLocaleLowerCase('en-US') === (owner ?? NONE))
  );
}

type OwnerRow = { instance: string; deployment_id: string; owner_ref: string };

async function ownersOf(
  db: Knex,
  { instance }: Pick<DeploymentFilter, 'instance'>,
): Promise<Map<string, string[]>> {
  const query = db('deployment_owners');
  if (instance?.length) query.whereIn('instance', instance);
  const rows: OwnerRow[] = await query.select(
    'instance',
    'deployment_id',
    'owner_ref',
  );
  const groups = groupBy(rows, row => keyOf(row.instance, row.deployment_id));
  return new Map(
    [...groups].map(([key, own]) => [key, own.map(row => row.owner_ref)]),
  );
}

function byNameNobodyLast(
  a: { readonly owner: string | null },
  b: { readonly owner: string | null },
): number {
  if (a.owner === null) return 1;
  if (b.owner === null) return -1;
  return a.owner.localeCompare(b.owner);
}
