import type {
  BackstageCredentials,
  BackstageServicePrincipal,
} from '@backstage/backend-plugin-api';
import { DeniedError } from './DeniedError';

/** Backstage's name for the catalog plugin and its modules as callers. */
const CATALOG = 'plugin:catalog';

/**
 * The catalog is told of every settled deployment, restricted or not, and of no run: what
 * becomes an entity that others may read, it decides by the sensitivity. Nobody else is.
 *
 * @throws DeniedError
 */
export function assertIsCatalog({
  principal,
}: BackstageCredentials<BackstageServicePrincipal>): void {
  if (principal.subject !== CATALOG) {
    throw new DeniedError({
      allowed: false,
      reason: 'Only the catalog plugin may read this.',
      policy: undefined,
    });
  }
}
