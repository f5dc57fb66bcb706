import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/** An entity in a word, for lists to choose from; what is no entity ref stays as it is. */
export function nameOfEntity(ref: string): string {
  try {
    const { namespace, name } = parseEntityRef(ref);
    return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
  } catch {
    // Whatever somebody wrote into the URL.
    return ref;
  }
}
