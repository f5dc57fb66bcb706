import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createPrivateKey, type KeyObject } from 'node:crypto';

/** How the ledger is kept. */
export type LedgerSettings = {
  /** The first signs, the others endorse it; none: one is made and kept in the database. */
  readonly signingKeys: readonly KeyObject[];
  /** Of the digests of parameters; undefined: one is made and kept in the database. */
  readonly digestKey: string | undefined;
  readonly checkpointSeconds: number;
  readonly heartbeatSeconds: number;
  readonly anchorFile: string | undefined;
  readonly retentionDays: number;
  /** Between two verifications of the whole ledger. */
  readonly verifySeconds: number;
};

const SHORTEST_DIGEST_KEY = 32;

/**
 * Reads `prefect.ledger`.
 * @throws InputError with a sentence that names the full key, and no part of a secret
 */
export function readLedgerSettings(config: Config): LedgerSettings {
  return {
    signingKeys: readSigningKeys(config),
    digestKey: readDigestKey(config),
    checkpointSeconds: readPositive(config, 'checkpointSeconds', 60),
    heartbeatSeconds: readPositive(config, 'heartbeatSeconds', 300),
    anchorFile: config.getOptionalString('prefect.ledger.anchor.file'),
    retentionDays: readPositive(config, 'retentionDays', 400),
    verifySeconds: readPositive(config, 'verifySeconds', 900),
  };
}

function readSigningKeys(config: Config): KeyObject[] {
  const key = 'prefect.ledger.signingKeys';
  const texts = config.getOptionalStringArray(key) ?? [];
  return texts.map((pem, index) => {
    const read = readPrivateKey(pem);
    if (read?.asymmetricKeyType === 'ed25519') return read;
    throw new InputError(
      `${key}[${index}] is not a private Ed25519 key in PEM. Make one: openssl genpkey -algorithm ed25519`,
    );
  });
}

function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

function readDigestKey(config: Config): string | undefined {
  const key = 'prefect.ledger.digestKey';
  const text = config.getOptionalString(key);
  if (text !== undefined && text.length < SHORTEST_DIGEST_KEY) {
    throw new InputError(
      `${key} has less than ${SHORTEST_DIGEST_KEY} characters. Make one: openssl rand -hex 32`,
    );
  }
  return text;
}

function readPositive(config: Config, name: string, fallback: number): number {
  const key = `prefect.ledger.${name}`;
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InputError(`${key} is ${value}. It must be above 0.`);
  }
  return value;
}
