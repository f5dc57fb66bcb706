import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type ConfiguredSource, readPolicySources } from './access';
import { type InstanceSettings, readInstances } from './instances';
import { readLedgerSettings, type LedgerSettings } from './ledger';
import type { MirrorSettings } from './mirror';

const ROLES = ['portal', 'gateway', 'sync'] as const;

/** Which of the plugin's work a process does. Nothing is behind `gateway` yet. */
export type Role = (typeof ROLES)[number];

const DEFAULT_ROLES: readonly Role[] = ['portal', 'sync'];

/** Everything that `prefect` in the configuration says. */
export type Settings = {
  readonly roles: readonly Role[];
  readonly instances: readonly InstanceSettings[];
  readonly mirror: MirrorSettings;
  readonly ledger: LedgerSettings;
  readonly bindings: {
    /** Seconds between two looks at the catalog. */
    readonly refreshSeconds: number;
  };
  readonly people: {
    /** Seconds for which known groups count while the catalog does not answer. */
    readonly outageSeconds: number;
  };
  readonly policies: {
    /** The company's before the teams'; none: those that the package carries. */
    readonly sources: readonly ConfiguredSource[];
    /** Seconds between two looks at folders. */
    readonly refreshSeconds: number;
    /** Seconds between two looks at addresses. */
    readonly urlRefreshSeconds: number;
  };
};

const KNOWN = {
  prefect: [
    ...['roles', 'instances', 'mirror', 'bindings'],
    ...['people', 'policies', 'ledger'],
  ],
  'prefect.mirror': [
    'retentionDays',
    'seedDays',
    'maxRunsPerDeployment',
    'reconcileSeconds',
  ],
  'prefect.bindings': ['refreshSeconds'],
  'prefect.people': ['outageSeconds'],
  'prefect.policies': [
    'folder',
    'sources',
    'refreshSeconds',
    'urlRefreshSeconds',
  ],
  'prefect.ledger': [
    'signingKeys',
    'digestKey',
    'checkpointSeconds',
    'heartbeatSeconds',
    'anchor',
    'retentionDays',
  ],
  'prefect.ledger.anchor': ['file'],
};

/**
 * Reads the plugin's configuration, once.
 * @throws InputError with a sentence that names the full key
 */
export function readSettings(config: Config): Settings {
  for (const [section, known] of Object.entries(KNOWN)) {
    refuseUnknown(config, section, known);
  }
  return {
    roles: readRoles(config),
    instances: readInstances(config),
    mirror: readMirror(config),
    ledger: readLedgerSettings(config),
    bindings: {
      refreshSeconds: readPositive(
        config,
        'prefect.bindings.refreshSeconds',
        10,
      ),
    },
    people: {
      outageSeconds: readPositive(config, 'prefect.people.outageSeconds', 300),
    },
    policies: {
      sources: readPolicySources(config),
      refreshSeconds: readPositive(
        config,
        'prefect.policies.refreshSeconds',
        1,
      ),
      urlRefreshSeconds: readPositive(
        config,
        'prefect.policies.urlRefreshSeconds',
        60,
      ),
    },
  };
}

function refuseUnknown(
  config: Config,
  section: string,
  known: readonly string[],
): void {
  for (const key of config.getOptionalConfig(section)?.keys() ?? []) {
    if (!known.includes(key)) {
      throw new InputError(
        `${section}.${key} is not known. Known are ${known.join(', ')}.`,
      );
    }
  }
}

function readRoles(config: Config): readonly Role[] {
  const key = 'prefect.roles';
  const names = config.getOptionalStringArray(key);
  if (!names) return DEFAULT_ROLES;
  if (names.length === 0) {
    throw new InputError(
      `${key} is empty, so this process would do nothing. Known are ${ROLES.join(
        ', ',
      )}.`,
    );
  }
  return names.map(name => {
    const role = ROLES.find(known => known === name);
    if (role) return role;
    throw new InputError(
      `${key} has "${name}", which is not known. Known are ${ROLES.join(
        ', ',
      )}.`,
    );
  });
}

function readMirror(config: Config): MirrorSettings {
  const retentionDays = readPositive(
    config,
    'prefect.mirror.retentionDays',
    30,
  );
  const key = 'prefect.mirror.seedDays';
  const seedDays = readPositive(config, key, retentionDays);
  if (seedDays > retentionDays) {
    throw new InputError(
      `${key} is ${seedDays}, but runs are kept for ${retentionDays} days. Make it smaller, or prefect.mirror.retentionDays larger.`,
    );
  }
  const maxRunsPerDeployment = readPositive(
    config,
    'prefect.mirror.maxRunsPerDeployment',
    10_000,
  );
  const reconcileSeconds = readPositive(
    config,
    'prefect.mirror.reconcileSeconds',
    20,
  );
  return { retentionDays, seedDays, maxRunsPerDeployment, reconcileSeconds };
}

function readPositive(config: Config, key: string, fallback: number): number {
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InputError(`${key} is ${value}. It must be above 0.`);
  }
  return value;
}
