import { freePort } from './freePort.ts';
import { loadNative } from './loadNative.ts';
import { PartError } from './PartError.ts';

/** Somebody who can sign in. */
export interface OidcUser {
  /** Subject and `preferred_username`. */
  name: string;
  password: string;
  displayName: string;
  groups: string[];
}

/** An application that people sign in to. */
export interface OidcClient {
  id: string;
  secret: string;
  redirectUris: string[];
}

/** What the provider is started with. */
export interface OidcOptions {
  /** On localhost; a free one when left out. */
  port?: number;
  users: OidcUser[];
  clients: OidcClient[];
}

/** A certified OpenID provider, in this process, forgetting everything at its end. */
export interface Oidc {
  issuer: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts the provider; it answers when this returns. Throws `PartError`. */
export async function startOidcProvider(options: OidcOptions): Promise<Oidc> {
  const port = options.port ?? (await freePort());
  // It takes plain objects only, and those of Jest's sandbox are others.
  const { serveOidc } = loadNative<typeof import('./oidcServer.ts')>(
    './src/oidcServer.ts',
  );
  return serveOidc({ ...options, port }).catch((error: Error) => {
    throw new PartError(
      'The OIDC provider',
      `could not start: ${error.message}`,
    );
  });
}
