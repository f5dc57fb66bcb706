import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Everything that this module reads from the configuration. */
export type Settings = {
  /** The portal's Prefect page, without a trailing slash. */
  readonly path: string;
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
};

const KEY = 'search.collators.prefect';
const KNOWN = ['path', 'schedule'];

/** At start the backend must have read Prefect and the catalog first. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 2 },
  initialDelay: { seconds: 15 },
};

/**
 * Reads the module's configuration, once.
 *
 * @throws InputError with a sentence that names the full key
 */
export function readSettings(config: Config): Settings {
  const own = config.getOptionalConfig(KEY);
  const unknown = own?.keys().find(key => !KNOWN.includes(key));
  if (unknown) {
    throw new InputError(
      `${KEY}.${unknown} is not known. Known are ${KNOWN.join(', ')}.`,
    );
  }
  const path = own?.getOptionalString('path') ?? '/prefect';
  if (!path.startsWith('/')) {
    throw new InputError(
      `${KEY}.path is "${path}". It must start with a slash, such as /prefect.`,
    );
  }
  const schedule = own?.getOptionalConfig('schedule');
  return {
    path: path.replace(/\/+$/, ''),
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
  };
}
