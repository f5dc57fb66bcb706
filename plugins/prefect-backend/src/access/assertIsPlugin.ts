import type {
  BackstageCredentials,
  BackstageServicePrincipal,
} from '@backstage/backend-plugin-api';
import { DeniedError } from './DeniedError';

/**
 * Backstage's own plugins that are told of deployments, and of no run. The catalog is told of
 * every settled one, restricted or not: what becomes an entity that others may read, it
 * decides by the sensitivity. Search is told of those that are not restricted.
 */
export type TrustedPlugin = 'catalog' | 'search';

/**
 * Lets through one plugin, with its modules, and nobody else.
 *
 * @throws DeniedError
 */
export function assertIsPlugin(
  { principal }: BackstageCredentials<BackstageServicePrincipal>,
  plugin: TrustedPlugin,
): void {
  if (principal.subject !== `plugin:${plugin}`) {
    throw new DeniedError({
      allowed: false,
      reason: `Only the ${plugin} plugin may read this.`,
      policy: undefined,
      policies: [],
      version: undefined,
    });
  }
}
