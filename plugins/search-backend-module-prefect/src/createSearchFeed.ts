import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  readSearchPage,
  type SearchableDeployment,
  type SearchPage,
} from '@backstage-prefect/backstage-plugin-prefect-node';

/** What a feed is made from. */
export type SearchFeedDeps = {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly fetch: typeof fetch;
};

/** All that search may find, one after the other. */
export type SearchFeed = () => AsyncIterable<SearchableDeployment>;

const TIMEOUT_MS = 15_000;

/** The feed over HTTP, as the search plugin: the Prefect plugin may run elsewhere. */
export function createSearchFeed(deps: SearchFeedDeps): SearchFeed {
  const ask = async (cursor: string | null): Promise<SearchPage> => {
    const base = await deps.discovery.getBaseUrl('prefect');
    const url = new URL(`${base}/search/deployments`);
    if (cursor) url.searchParams.set('cursor', cursor);
    const { token } = await deps.auth.getPluginRequestToken({
      onBehalfOf: await deps.auth.getOwnServiceCredentials(),
      targetPluginId: 'prefect',
    });
    const response = await deps.fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return readSearchPage(await response.json());
  };
  return async function* read() {
    let cursor: string | null = null;
    do {
      const page: SearchPage = await ask(cursor);
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  };
}
