import type { PrefectAccess } from '../../packages/real-parts/src/index.ts';
import type { DemoOptions } from './DemoOptions.ts';
import type { DemoSecrets } from './readSecrets.ts';

export const OIDC_CLIENT_ID = 'portal';

/** What the portal's configuration reads from the environment. */
export interface PortalPlace {
  options: DemoOptions;
  secrets: DemoSecrets;
  prefect: PrefectAccess;
}

export const portalUrlOf = (options: DemoOptions) =>
  `http://localhost:${options.portalPort}`;

export const oidcIssuerOf = (options: DemoOptions) =>
  `http://localhost:${options.oidcPort}`;

/** The user interface of a Prefect lives where its API does. */
export const prefectUiOf = ({ apiUrl }: PrefectAccess) =>
  apiUrl.replace(/\/api$/, '');

/** The variables that `app-config.yaml` names. */
export function portalEnv(place: PortalPlace): Record<string, string> {
  const { options, secrets, prefect } = place;
  return {
    PORTAL_URL: portalUrlOf(options),
    PORTAL_PORT: String(options.portalPort),
    PREFECT_API_URL: prefect.apiUrl,
    ...(prefect.authString && { PREFECT_AUTH_STRING: prefect.authString }),
    PREFECT_UI_URL: prefectUiOf(prefect),
    OIDC_ISSUER: oidcIssuerOf(options),
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    AUTH_SESSION_SECRET: secrets.sessionSecret,
    DATA_DIR: options.dataDir,
  };
}
