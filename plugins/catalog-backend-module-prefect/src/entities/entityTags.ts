import { CLAIM_TAG_PREFIX } from '@backstage-prefect/backstage-plugin-prefect-common';

/** Backstage's limit of a tag. */
const LONGEST = 63;

/**
 * Tags as the catalog takes them: small letters, digits and `+ # :`, joined by hyphens. What
 * has none of these is left out, and so is a tag that only claims to belong to an entity.
 */
export function entityTags(tags: readonly string[]): string[] {
  const valid = tags
    .filter(tag => !tag.startsWith(CLAIM_TAG_PREFIX))
    .map(toTag)
    .filter(tag => tag !== '');
  return [...new Set(valid)].sort();
}

function toTag(tag: string): string {
  return tag
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9+#:]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST)
    .replace(/-$/, '');
}
