import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CLAIM_TAG_PREFIX } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { EntityRef } from './Bindings';
import { toEntityRef } from './entityRef';

/** The entities that tags propose a deployment to belong to; other tags are passed over. */
export function claimsOf(tags: readonly string[]): EntityRef[] {
  const claims = tags
    .filter(tag => tag.startsWith(CLAIM_TAG_PREFIX))
    .flatMap(tag => readRef(tag.slice(CLAIM_TAG_PREFIX.length)) ?? []);
  return [...new Set(claims)].sort();
}

function readRef(text: string): EntityRef | undefined {
  try {
    return toEntityRef(stringifyEntityRef(parseEntityRef(text)));
  } catch {
    return undefined;
  }
}
