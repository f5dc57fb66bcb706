import { createHash } from 'node:crypto';
import type { Stamp } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Principal } from '../access';

/** Label on a run: the reference of the user who started it. */
export const STARTED_BY_LABEL = 'backstage.io/started-by';
/** Label on a run: the door through which it came. */
export const DOOR_LABEL = 'backstage.io/door';

// Of this product, so that the ids of others never meet ours. Never change it: old runs carry it.
const NAMESPACE = Buffer.from('6f6a1b0e6c0d4f7b9a550a3f1d2c7e84', 'hex');

/** What Prefect keeps as `created_by`: always the same id for one person. */
export function stampOf(principal: Principal): Stamp {
  return { id: idOf(principal.ref), displayName: nameOfRef(principal.ref) };
}

/** Whether the id in `created_by` is the one that we write for this reference. */
export function isStampOf(id: unknown, ref: string): boolean {
  return typeof id === 'string' && id.toLowerCase() === idOf(ref);
}

/** `mina` of `user:default/mina`. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** A UUID of version 5 (RFC 9562). */
function idOf(ref: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(ref).digest();
  hash[6] = (hash[6] % 16) + 0x50;
  hash[8] = (hash[8] % 64) + 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
