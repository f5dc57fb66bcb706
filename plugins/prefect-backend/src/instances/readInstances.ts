import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { InstanceId } from './Instances';
import type {
  CredentialSettings,
  InstanceSettings,
  SecretSource,
} from './InstanceSettings';

const KEYS = new Set([
  'url',
  'environment',
  'title',
  'uiUrl',
  'labels',
  'apiKey',
  'apiKeyFile',
  'authString',
  'authStringFile',
  'headers',
  'timeoutSeconds',
]);
const CREDENTIAL_KEYS = [
  'apiKey',
  'apiKeyFile',
  'authString',
  'authStringFile',
] as const;
const ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
const DEFAULT_TIMEOUT_SECONDS = 15;

/**
 * Reads `prefect.instances`.
 *
 * @throws InputError with a sentence that names the key
 */
export function readInstances(config: Config): InstanceSettings[] {
  const instances = config.getOptionalConfig('prefect.instances');
  const ids = instances?.keys() ?? [];
  if (!instances || ids.length === 0) {
    throw new InputError(
      'prefect.instances is empty. Name at least one Prefect instance, such as prefect.instances.production.url.',
    );
  }
  const spellings = new Map<string, string>();
  const settings = ids.map(id => {
    const twin = spellings.get(id.toLowerCase());
    if (twin !== undefined) {
      throw new InputError(
        `prefect.instances.${id} and prefect.instances.${twin} differ in case only. Rename one.`,
      );
    }
    spellings.set(id.toLowerCase(), id);
    return readInstance(id, instances.getConfig(id));
  });
  expectTitlesToDiffer(settings);
  return settings;
}

/** People tell instances apart by their titles. */
function expectTitlesToDiffer(settings: readonly InstanceSettings[]): void {
  const titles = new Map<string, string>();
  for (const { instance } of settings) {
    const twin = titles.get(instance.title.toLowerCase());
    if (twin !== undefined) {
      throw new InputError(
        `prefect.instances.${instance.id}.title is "${instance.title}", as that of prefect.instances.${twin}. Name them apart.`,
      );
    }
    titles.set(instance.title.toLowerCase(), instance.id);
  }
}

function readInstance(id: string, config: Config): InstanceSettings {
  const key = `prefect.instances.${id}`;
  if (!ID.test(id)) {
    throw new InputError(
      `${key}: an instance's name is made of a-z, 0-9 and "-", starts with a letter or digit and has at most 63 characters.`,
    );
  }
  for (const name of config.keys()) {
    if (!KEYS.has(name)) {
      throw new InputError(
        `${key}.${name} is not known. Known are ${[...KEYS].join(', ')}.`,
      );
    }
  }
  return {
    instance: {
      id: id as InstanceId,
      title: config.getOptionalString('title') ?? id,
      environment: config.getString('environment'),
      labels: readRecord(config, 'labels'),
      apiUrl: readApiUrl(`${key}.url`, config.getString('url')),
      uiUrl: readUiUrl(`${key}.uiUrl`, config.getOptionalString('uiUrl')),
    },
    credential: readCredential(key, config),
    headers: readRecord(config, 'headers'),
    timeoutMs: readTimeoutMs(key, config),
  };
}

function readApiUrl(key: string, value: string): string {
  const url = readHttpUrl(key, value);
  if (!url.endsWith('/api') && !url.includes('/api/')) {
    throw new InputError(
      `${key} is "${value}", but Prefect's API is at a path that ends in /api.`,
    );
  }
  return url;
}

function readUiUrl(key: string, value: string | undefined) {
  return value === undefined ? undefined : readHttpUrl(key, value);
}

function readHttpUrl(key: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(`${key} is "${value}", which is no http(s) URL.`);
  }
  if (url.username || url.password) {
    throw new InputError(
      `${key} carries a credential. Put it into authString or apiKey, where it is kept secret.`,
    );
  }
  if (url.search || url.hash) {
    throw new InputError(`${key} may not have a query or a fragment.`);
  }
  return url.href.replace(/\/+$/, '');
}

function readCredential(key: string, config: Config): CredentialSettings {
  const given = CREDENTIAL_KEYS.filter(name => config.has(name));
  if (given.length > 1) {
    throw new InputError(
      `${key} has ${given.join(
        ' and ',
      )}. Keep one: Prefect takes one credential.`,
    );
  }
  const [name] = given;
  if (name === undefined) return { kind: 'none' };
  const value = config.getString(name);
  const secret: SecretSource = name.endsWith('File')
    ? { from: 'file', path: value }
    : { from: 'value', value };
  return {
    kind: name.startsWith('apiKey') ? 'apiKey' : 'authString',
    secret,
  };
}

function readTimeoutMs(key: string, config: Config): number {
  const seconds =
    config.getOptionalNumber('timeoutSeconds') ?? DEFAULT_TIMEOUT_SECONDS;
  if (!(seconds > 0 && seconds <= 300)) {
    throw new InputError(
      `${key}.timeoutSeconds is ${seconds}. It must be more than 0 and at most 300.`,
    );
  }
  return seconds * 1000;
}

function readRecord(config: Config, name: string): Record<string, string> {
  const record = config.getOptionalConfig(name);
  return Object.fromEntries(
    (record?.keys() ?? []).map(key => [key, record!.getString(key)]),
  );
}
