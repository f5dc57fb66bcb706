import { createHash, randomBytes } from 'node:crypto';
import { startOidcProvider, type Oidc } from './startOidcProvider.ts';

const REDIRECT_URI = 'http://localhost:7007/api/auth/oidc/handler/frame';
const MINA = {
  name: 'mina',
  password: 'plum & pear',
  displayName: 'Mina Park',
  groups: ['team-orders'],
};

/** As much of a browser as a sign-in needs: it keeps cookies, and stops at forms. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      redirect: 'manual',
      headers: {
        cookie: [...this.#cookies].map(pair => pair.join('=')).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    const next = response.headers.get('location');
    if (!next || next.startsWith(REDIRECT_URI)) return response;
    return this.open(new URL(next, url).href);
  }
}

let oidc: Oidc;
let browser: Browser;
const verifier = randomBytes(32).toString('base64url');

beforeAll(async () => {
  oidc = await startOidcProvider({
    users: [MINA],
    clients: [{ id: 'portal', secret: 'hush', redirectUris: [REDIRECT_URI] }],
  });
});

afterAll(() => oidc.stop());

beforeEach(() => {
  browser = new Browser();
});

/** The login page of a sign-in with code and PKCE. */
const beginSignIn = (redirectUri = REDIRECT_URI) =>
  browser.open(
    `${oidc.issuer}/auth?${new URLSearchParams({
      client_id: 'portal',
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: 'of mind',
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    })}`,
  );

async function typeIn(page: Response, name: string, password: string) {
  const action = /action="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  return browser.open(new URL(action, oidc.issuer).href, { name, password });
}

async function signIn(): Promise<URL> {
  const answer = await typeIn(await beginSignIn(), MINA.name, MINA.password);
  return new URL(answer.headers.get('location') ?? '');
}

const redeem = (code: string, codeVerifier: string) =>
  fetch(`${oidc.issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('portal:hush').toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: codeVerifier,
    }),
  });

describe('startOidcProvider', () => {
  it('signs a user in with code and PKCE, and tells who it is', async () => {
    const callback = await signIn();
    expect(callback.searchParams.get('state')).toBe('of mind');

    const response = await redeem(
      callback.searchParams.get('code') ?? '',
      verifier,
    );
    const tokens = await response.json();
    expect(tokens).toMatchObject({
      id_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    const userinfo = await fetch(`${oidc.issuer}/me`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    await expect(userinfo.json()).resolves.toEqual({
      sub: 'mina',
      preferred_username: 'mina',
      name: 'Mina Park',
      groups: ['team-orders'],
      email: 'mina@example.com',
      email_verified: true,
    });
  });

  it('refuses a code that is redeemed with another verifier', async () => {
    const callback = await signIn();
    const response = await redeem(
      callback.searchParams.get('code') ?? '',
      randomBytes(32).toString('base64url'),
    );
    expect(response.status).toBe(400);
  });

  it.each([
    ['a wrong password', 'mina', 'apple'],
    ['an unknown name', 'nobody', 'plum & pear'],
  ])('asks again after %s, saying so', async (_, name, password) => {
    const again = await typeIn(await beginSignIn(), name, password);
    expect(again.status).toBe(401);
    const page = await again.text();
    expect(page).toContain('role="alert"');
    expect(page).toContain(`value="${name}"`);
  });

  it('shows a typed name as text, whatever it is', async () => {
    const again = await typeIn(await beginSignIn(), '"><script>', 'x');
    const page = await again.text();
    expect(page).not.toContain('<script>');
  });

  it('asks again who it is, although somebody is signed in', async () => {
    await signIn();
    const page = await beginSignIn();
    expect(await page.text()).toContain('<label for="password">');
  });

  it('refuses to send anybody to an address that is not the client’s', async () => {
    const answer = await beginSignIn('http://localhost:1/elsewhere');
    expect(answer.status).toBe(400);
  });

  it('says that its port is taken', async () => {
    await expect(
      startOidcProvider({ port: oidc.port, users: [], clients: [] }),
    ).rejects.toThrow(/The OIDC provider could not start: .*EADDRINUSE/);
  });
});
