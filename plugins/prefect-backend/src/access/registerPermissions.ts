import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { prefectPermissions } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import type { InstanceId, Instances } from '../instances';
import type { Resource } from './Access';
import {
  prefectDeploymentResourceRef,
  prefectPermissionRules,
} from './permissionRules';
import { readFacts } from './readFacts';

/** Tells Backstage's permission framework of our permissions, rules and resources. */
export function registerPermissions(deps: {
  db: Knex;
  instances: Pick<Instances, 'find'>;
  permissionsRegistry: PermissionsRegistryService;
}): void {
  deps.permissionsRegistry.addResourceType({
    resourceRef: prefectDeploymentResourceRef,
    permissions: prefectPermissions,
    rules: Object.values(prefectPermissionRules),
    getResources: refs => readFacts(deps, refs.map(parseResourceRef)),
  });
}

/** A resource ref is `<instance>:<deployment id>`; without an id it is not known. */
function parseResourceRef(ref: string): Resource {
  const colon = ref.indexOf(':');
  return {
    instance: ref.slice(0, Math.max(colon, 0)) as InstanceId,
    deployment: ref.slice(colon + 1),
  };
}
