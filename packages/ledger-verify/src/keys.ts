import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from 'node:crypto';
import { canonicalize } from './canonicalize.ts';
import type { Endorsement, Signed } from './forms.ts';

/** The first 16 digits of the SHA-256 of the public key (SPKI, DER). */
export function keyIdOf(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  const der = open.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

/**
 * A public Ed25519 key from PEM; of a private one its public half.
 * @throws TypeError
 */
export function readPublicKey(pem: string): KeyObject {
  const key = pem.includes('PRIVATE KEY')
    ? createPublicKey(createPrivateKey(pem))
    : createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TypeError(`The key is ${key.asymmetricKeyType}, not Ed25519.`);
  }
  return key;
}

/** Adds the signature of a key. */
export function sign<T extends object>(body: T, key: KeyObject): Signed<T> {
  const named = { ...body, key: keyIdOf(key) };
  const signature = signBytes(null, bytesOf(named), key).toString('base64');
  return { ...named, signature };
}

/** The keys that are trusted, by id. */
export type Keys = Map<string, KeyObject>;

/** What a signature says of its text: `stranger` when no trusted key has this id. */
export function judgeSignature(
  signed: Signed<object>,
  keys: Keys,
): 'good' | 'bad' | 'stranger' {
  const key = keys.get(signed.key);
  if (!key) return 'stranger';
  const bytes = Buffer.from(signed.signature, 'base64');
  // Base64 that ends in other bits gives the same bytes; one text has one signature.
  if (bytes.toString('base64') !== signed.signature) return 'bad';
  const { signature: _, ...body } = signed;
  return verifyBytes(null, bytesOf(body), key, bytes) ? 'good' : 'bad';
}

/** The hash of something signed, for what comes after it; without the signature. */
export function signedHash(signed: Signed<object>): string {
  const { signature: _, ...body } = signed;
  return createHash('sha256').update(bytesOf(body)).digest('hex');
}

/** One key says that another may sign from now on. */
export function endorse(publicKey: string, by: KeyObject): Endorsement {
  return sign({ kind: 'endorsement' as const, publicKey }, by);
}

function bytesOf(body: object): Buffer {
  return Buffer.from(canonicalize(body), 'utf8');
}
