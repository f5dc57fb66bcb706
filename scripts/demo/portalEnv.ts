import { join } from 'node:path';
import type { PrefectAccess } from '../../packages/real-parts/src/index.ts';
import type { DemoInstance } from './DemoInstance.ts';
import type { DemoOptions } from './DemoOptions.ts';
import type { DemoSecrets } from './readSecrets.ts';

export const OIDC_CLIENT_ID = 'portal';

/** What the portal's configuration reads from the environment. */
export interface PortalPlace {
  options: DemoOptions;
  secrets: DemoSecrets;
  /** Production first. */
  instances: DemoInstance[];
}

export const portalUrlOf = (options: DemoOptions) =>
  `http://localhost:${options.portalPort}`;

export const oidcIssuerOf = (options: DemoOptions) =>
  `http://localhost:${options.oidcPort}`;

/** The user interface of a Prefect lives where its API does. */
export const prefectUiOf = ({ apiUrl }: PrefectAccess) =>
  apiUrl.replace(/\/api$/, '');

/** What the names of an instance's variables begin with. */
const PREFIXES = { production: 'PREFECT', dev: 'PREFECT_DEV' } as const;

/** The variables that the configuration files name. */
export function portalEnv(place: PortalPlace): Record<string, string> {
  const { options, secrets, instances } = place;
  return {
    PORTAL_URL: portalUrlOf(options),
    PORTAL_PORT: String(options.portalPort),
    ...Object.assign({}, ...instances.map(instanceEnv)),
    OIDC_ISSUER: oidcIssuerOf(options),
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    AUTH_SESSION_SECRET: secrets.sessionSecret,
    DATA_DIR: options.dataDir,
    POLICIES_DIR: join(options.root, 'policies'),
  };
}

function instanceEnv({ id, prefect }: DemoInstance): Record<string, string> {
  const prefix = PREFIXES[id];
  return {
    [`${prefix}_API_URL`]: prefect.apiUrl,
    ...(prefect.authString && {
      [`${prefix}_AUTH_STRING`]: prefect.authString,
    }),
    [`${prefix}_UI_URL`]: prefectUiOf(prefect),
  };
}
