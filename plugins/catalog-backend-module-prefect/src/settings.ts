import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** What configuration says about entities. */
export type EntitySettings = {
  /** Ref of who owns what nobody else does. */
  readonly defaultOwner: string;
  /** The portal's Prefect page, without a trailing slash; undefined for no links to it. */
  readonly portalUrl: string | undefined;
};

/** Everything that this module reads from the configuration. */
export type Settings = {
  /** Ids of the configured instances. */
  readonly instances: readonly string[];
  readonly entities: EntitySettings;
  readonly restricted: 'left out' | 'included';
  readonly schedule: SchedulerServiceTaskScheduleDefinition;
};

const KEY = 'catalog.providers.prefect';
const KNOWN = ['defaultOwner', 'includeRestricted', 'portalUrl', 'schedule'];

/** Also the owner's name says that somebody should be found. */
const DEFAULT_OWNER = 'group:default/unowned';
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
};

/**
 * Reads the module's configuration, once. The instances are those of the Prefect backend
 * plugin, so that there is one list of them.
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
  const schedule = own?.getOptionalConfig('schedule');
  return {
    instances: config.getOptionalConfig('prefect.instances')?.keys() ?? [],
    entities: {
      defaultOwner: readOwner(own?.getOptionalString('defaultOwner')),
      portalUrl: readPortalUrl(config),
    },
    restricted: own?.getOptionalBoolean('includeRestricted')
      ? 'included'
      : 'left out',
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
  };
}

function readOwner(ref: string = DEFAULT_OWNER): string {
  try {
    return stringifyEntityRef(parseEntityRef(ref, { defaultKind: 'group' }));
  } catch {
    throw new InputError(
      `${KEY}.defaultOwner is "${ref}". It must name a group or user, such as ${DEFAULT_OWNER}.`,
    );
  }
}

function readPortalUrl(config: Config): string | undefined {
  const url = config.getOptionalString(`${KEY}.portalUrl`);
  if (url !== undefined) {
    if (!URL.canParse(url)) {
      throw new InputError(`${KEY}.portalUrl is "${url}", which is no URL.`);
    }
    return withoutSlash(url);
  }
  const app = config.getOptionalString('app.baseUrl');
  return app && URL.canParse(app) ? `${withoutSlash(app)}/prefect` : undefined;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
