import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  canonicalize,
  endorse,
  keyIdOf,
  type Endorsement,
} from '@backstage-prefect/ledger-verify';
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { Draft } from './Draft';
import type { LedgerSettings } from './LedgerSettings';
import type { LedgerStore } from './LedgerStore';

/** The key that signs, with what older ones say of it. */
export type Signer = {
  readonly key: KeyObject;
  /** PEM. */
  readonly publicKey: string;
  readonly endorsements: readonly Endorsement[];
};

/** The keys of the ledger, from the configuration or made and kept in the database. */
export class LedgerKeys {
  readonly signer: Signer;
  /** PEM, of the one that signs and of those that endorse it. */
  readonly publicKeys: readonly string[];
  readonly #digest: string;

  private constructor([key, ...older]: readonly KeyObject[], digest: string) {
    const publicKey = publicPem(key);
    this.publicKeys = [key, ...older].map(publicPem);
    this.signer = {
      key,
      publicKey,
      endorsements: older.map(each => endorse(publicKey, each)),
    };
    this.#digest = digest;
  }

  static async open(
    store: Pick<LedgerStore, 'fact'>,
    settings: Pick<LedgerSettings, 'signingKeys' | 'digestKey'>,
    logger: LoggerService,
  ): Promise<LedgerKeys> {
    const configured = settings.signingKeys;
    if (configured.length === 0) warnOfMadeKey(logger);
    const signing =
      configured.length > 0
        ? configured
        : [createPrivateKey(await store.fact('signing-key', makeSigningKey))];
    const digest =
      settings.digestKey ??
      (await store.fact('digest-key', () => randomBytes(32).toString('hex')));
    return new LedgerKeys(signing, digest);
  }

  /** The first entry of a process: which key signs. */
  announcement(): Draft {
    const { key, publicKey } = this.signer;
    return { kind: 'key', meta: { key: keyIdOf(key), publicKey } };
  }

  /** Proves what was sent to who has the key, and tells nothing to others. */
  digestOf(sent: unknown): string {
    const text = canonicalize(JSON.parse(JSON.stringify(sent) ?? 'null'));
    return createHmac('sha256', this.#digest).update(text).digest('hex');
  }
}

function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
}

function makeSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

function warnOfMadeKey(logger: LoggerService): void {
  logger.warn(
    'prefect.ledger.signingKeys is not set, so the key that signs the ledger is kept in the same database: whoever can write there can write another history and sign it. Set a key before the ledger has to prove anything.',
  );
}
