import { PrefectCredentialRefusedError } from '@backstage-prefect/backstage-plugin-prefect-node';
import { readFileSync, statSync } from 'node:fs';
import type { InstanceSettings, SecretSource } from './InstanceSettings';

/**
 * The credential of one instance, as it is at the moment of asking. Its methods throw
 * PrefectCredentialRefusedError when the credential's file cannot be read.
 */
export interface Credential {
  /** Headers for HTTP requests and socket upgrades. */
  headers(): Record<string, string>;
  /** What the first frame of a socket carries; undefined for an open Prefect. */
  token(): string | undefined;
}

/**
 * How Prefect takes a credential: `Authorization: Bearer` for an API key, `Basic` for an
 * auth string, and the bare text in the first frame of a socket (Prefect 3.8.8).
 */
export function createCredential({
  credential,
  headers,
}: Pick<InstanceSettings, 'credential' | 'headers'>): Credential {
  if (credential.kind === 'none') {
    return { headers: () => ({ ...headers }), token: () => undefined };
  }
  const read = secretReader(credential.secret);
  const authorization = (secret: string) =>
    credential.kind === 'apiKey'
      ? `Bearer ${secret}`
      : `Basic ${Buffer.from(secret, 'utf8').toString('base64')}`;
  return {
    headers: () => ({ ...headers, authorization: authorization(read()) }),
    token: read,
  };
}

/** Reads a file again when its time or size changed, so that a rotated key is used. */
function secretReader(source: SecretSource): () => string {
  if (source.from === 'value') return () => source.value;
  const { path } = source;
  let known: { stamp: string; secret: string } | undefined;
  return () => {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const stamp = `${mtimeMs}:${size}:${ino}`;
      if (known?.stamp !== stamp) {
        known = { stamp, secret: readFileSync(path, 'utf8').trim() };
      }
      return known.secret;
    } catch {
      throw new PrefectCredentialRefusedError(
        `The credential in ${path} cannot be read. Check the file that prefect.instances names.`,
      );
    }
  };
}
