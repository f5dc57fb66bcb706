import { QueryClient } from '@tanstack/react-query';
import { PortalError } from './PortalError';
import type { PrefectApi } from './PrefectApi';

const TRIES = 3;

const clients = new WeakMap<PrefectApi, QueryClient>();

/** The cache of a portal API's answers: what two of our extensions show is fetched once. */
export function queryClientOf(api: PrefectApi): QueryClient {
  const known = clients.get(api);
  if (known) return known;
  const client = createPrefectQueryClient();
  clients.set(api, client);
  return client;
}

/** A cache as our pages use it; what the backend refuses is not asked again. */
function createPrefectQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < TRIES &&
          !(error instanceof PortalError && error.status < 500),
      },
    },
  });
}
