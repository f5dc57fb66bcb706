import type { Ownership } from '../../bindings';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';

/** Of a run that no deployment governs. */
export const NOBODYS: Ownership = {
  bindings: [],
  owners: [],
  sensitivity: 'normal',
  sourceLocation: undefined,
};

/** One text for the pair, to look things up by. */
export function keyOf(instance: string, id: string): string {
  return `${instance}/${id}`;
}

/** Whose these deployments are, asked once for each. */
export async function ownershipByDeployment(
  { bindings }: RunsDeps,
  keys: readonly Key[],
): Promise<Map<string, Ownership>> {
  const distinct = new Map(
    keys.map(key => [keyOf(key.instance, key.id), key] as const),
  );
  const found = await bindings.ownershipOf([...distinct.values()]);
  return new Map([...distinct.keys()].map((key, i) => [key, found[i]]));
}
