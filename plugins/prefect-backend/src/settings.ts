import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { type InstanceSettings, readInstances } from './instances';
import type { MirrorSettings } from './mirror';

/** Everything that `prefect` in the configuration says. */
export type Settings = {
  readonly instances: readonly InstanceSettings[];
  readonly mirror: MirrorSettings;
  readonly bindings: {
    /** Seconds between two looks at the catalog. */
    readonly refreshSeconds: number;
  };
};

const KNOWN = {
  prefect: ['instances', 'mirror', 'bindings'],
  'prefect.mirror': ['retentionDays', 'seedDays', 'reconcileSeconds'],
  'prefect.bindings': ['refreshSeconds'],
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
    instances: readInstances(config),
    mirror: readMirror(config),
    bindings: {
      refreshSeconds: readPositive(
        config,
        'prefect.bindings.refreshSeconds',
        10,
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
  const reconcileSeconds = readPositive(
    config,
    'prefect.mirror.reconcileSeconds',
    20,
  );
  return { retentionDays, seedDays, reconcileSeconds };
}

function readPositive(config: Config, key: string, fallback: number): number {
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InputError(`${key} is ${value}. It must be above 0.`);
  }
  return value;
}
