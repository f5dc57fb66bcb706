import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';

/** The entity whose page this is, as the portal API names it. */
export function useEntityName() {
  const { entity } = useEntity();
  return {
    kind: entity.kind.toLocaleLowerCase('en-US'),
    namespace: (
      entity.metadata.namespace ?? DEFAULT_NAMESPACE
    ).toLocaleLowerCase('en-US'),
    name: entity.metadata.name.toLocaleLowerCase('en-US'),
  };
}
