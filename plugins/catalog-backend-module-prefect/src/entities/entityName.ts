import { createHash } from 'node:crypto';

/** Backstage's limit of an entity's name. */
const LONGEST = 63;
const HASH_LENGTH = 10;

/**
 * A name for the entity that describes what these names name: what a person can read of
 * them, and a hash of them exactly. It is always valid, the same for the same names, and
 * another one for others, however little they differ.
 *
 * @param type - of the entity, so that a pool and a deployment of one name do not collide
 * @param names - in Prefect, from the instance down
 */
export function entityName(type: string, names: readonly string[]): string {
  const hash = createHash('sha256')
    // JSON keeps apart what joined texts would not, and lone surrogates too.
    .update(JSON.stringify([type, ...names]))
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const readable = slugOf(names.join('-'), LONGEST - HASH_LENGTH - 1);
  return readable ? `${readable}-${hash}` : `${type}-${hash}`;
}

/** Letters of the Latin alphabet without their accents, and digits; the rest is a hyphen. */
function slugOf(text: string, longest: number): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '');
}
