import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  type FeedPage,
  readFeedDeployments,
  readFeedWorkPools,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { PrefectFeed, Reading } from './PrefectFeed';

/** What a feed is made from. */
export type FeedDeps = {
  readonly auth: AuthService;
  readonly discovery: DiscoveryService;
  readonly fetch: typeof fetch;
};

const TIMEOUT_MS = 15_000;

type Question = { readonly path: string; readonly ids?: readonly string[] };

/** The feed over HTTP, as the catalog plugin: the Prefect plugin may run elsewhere. */
export function createPrefectFeed(deps: FeedDeps): PrefectFeed {
  const ask = async (
    { path, ids = [] }: Question,
    cursor: string | null,
  ): Promise<unknown> => {
    const url = new URL(`${await deps.discovery.getBaseUrl('prefect')}${path}`);
    ids.forEach(id => url.searchParams.append('id', id));
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
    return response.json();
  };
  const read = async <TItem>(
    question: Question,
    parse: (answer: unknown) => FeedPage<TItem>,
  ): Promise<Reading<TItem>> => {
    const pages: FeedPage<TItem>[] = [];
    let cursor: string | null = null;
    do {
      const page: FeedPage<TItem> = parse(await ask(question, cursor));
      pages.push(page);
      cursor = page.nextCursor;
    } while (cursor);
    return {
      isComplete: pages.every(page => page.isComplete),
      items: pages.flatMap(page => page.items),
    };
  };
  return {
    deployments: async (instance, ids) =>
      // Asked for none by name, the feed would answer with all of them.
      ids?.length === 0
        ? { isComplete: true, items: [] }
        : read(
            { path: `/feed/${encodeURIComponent(instance)}/deployments`, ids },
            readFeedDeployments,
          ),
    workPools: instance =>
      read(
        { path: `/feed/${encodeURIComponent(instance)}/work-pools` },
        readFeedWorkPools,
      ),
  };
}
