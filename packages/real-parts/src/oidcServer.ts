import { generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import Provider, {
  interactionPolicy,
  type Configuration,
  type JWKS,
} from 'oidc-provider';
import { OidcMemory } from './OidcMemory.ts';
import { oidcLoginPage } from './oidcLoginPage.ts';
import type { Oidc, OidcOptions, OidcUser } from './startOidcProvider.ts';

const INTERACTION = /^\/interaction\/([\w-]+)$/;
const BODY_LIMIT_BYTES = 10_000;
const MINUTES = 60;
const HOURS = 60 * MINUTES;

/** Listens and answers when this returns; rejects when the port is taken. */
export async function serveOidc(
  options: OidcOptions & { port: number },
): Promise<Oidc> {
  const { port } = options;
  const issuer = `http://localhost:${port}`;

  // Everyone is asked each time: the demo is about being different people.
  const prompts = interactionPolicy.base();
  prompts
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'always_asked',
        'End-User authentication is required',
        ctx => !ctx.oidc.result?.login,
      ),
    );
  const provider = new Provider(issuer, {
    ...configurationFor(options),
    interactions: {
      policy: prompts,
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
  });

  const answer = provider.callback();
  const server = createServer((request, response) => {
    const isLogin = INTERACTION.test(request.url ?? '');
    const handled = isLogin
      ? login(provider, options.users, { request, response })
      : answer(request, response);
    handled.catch(() => {
      response.writeHead(400, { 'content-type': 'text/plain' });
      response.end('This sign-in has expired. Go back to the portal.');
    });
  });
  await listen(server, port);
  return { issuer, port, stop: () => close(server) };
}

function configurationFor({ users, clients }: OidcOptions): Configuration {
  return {
    clients: clients.map(client => ({
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: client.redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
    })),
    adapter: OidcMemory,
    renderError: (ctx, { error, error_description: why }) => {
      ctx.type = 'text/plain';
      ctx.body = `The sign-in failed: ${why ?? error}. Go back to the portal.`;
    },
    jwks: newKeys(),
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
    },
    ttl: {
      AccessToken: HOURS,
      AuthorizationCode: MINUTES,
      Grant: 24 * HOURS,
      IdToken: HOURS,
      Interaction: 10 * MINUTES,
      RefreshToken: 24 * HOURS,
      Session: 24 * HOURS,
    },
    issueRefreshToken: async (_ctx, client) =>
      client.grantTypeAllowed('refresh_token'),
    findAccount: (_ctx, sub) => {
      const user = users.find(({ name }) => name === sub);
      return user && { accountId: sub, claims: () => claimsOf(user) };
    },
    // Our own applications: who signs in is not asked for consent.
    loadExistingGrant: async ctx => {
      const { client, session, provider, params } = ctx.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      });
      grant.addOIDCScope(String(params?.scope ?? 'openid'));
      await grant.save();
      return grant;
    },
  };
}

function claimsOf(user: OidcUser) {
  return {
    sub: user.name,
    preferred_username: user.name,
    name: user.displayName,
    groups: user.groups,
    email: `${user.name}@example.com`,
    email_verified: true,
  };
}

function newKeys(): JWKS {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ format: 'jwk' });
  return {
    keys: [{ ...key, kid: 'demo', use: 'sig', alg: 'RS256' }],
  } as JWKS;
}

/** Shows the login page, and takes what is typed into it. */
async function login(
  provider: Provider,
  users: OidcUser[],
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    sendPage(response, 200, oidcLoginPage({ action: request.url ?? '' }));
    return;
  }
  const form = new URLSearchParams(await readBody(request));
  const name = form.get('name') ?? '';
  const user = users.find(known => known.name === name);
  if (!user || !isSame(user.password, form.get('password') ?? '')) {
    const page = { action: request.url ?? '', triedName: name };
    sendPage(response, 401, oidcLoginPage(page));
    return;
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: user.name },
  });
}

function sendPage(response: ServerResponse, status: number, page: string) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(page);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) throw new Error('The form is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => {
    server.close(() => resolve());
  });
}
