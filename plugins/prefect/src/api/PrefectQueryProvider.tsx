import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { type SignalApi, signalApiRef } from '@backstage/plugin-signals-react';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { followByPolling, followSignals } from './freshness';
import { prefectApiRef } from './PrefectApi';
import { queryClientOf } from './queryClientOf';

/** Lets what is inside ask the portal, and keeps the answers fresh by signals. */
export function PrefectQueryProvider({ children }: { children: ReactNode }) {
  const client = queryClientOf(useApi(prefectApiRef));
  const signals = useApiHolder().get(signalApiRef);
  useEffect(() => followTogether(client, signals), [client, signals]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const followed = new Map<
  QueryClient,
  { followers: number; unfollow(): void }
>();

/** Follows once for all extensions that show the same cache, until the last one leaves. */
function followTogether(
  client: QueryClient,
  signals: SignalApi | undefined,
): () => void {
  const shared = followed.get(client) ?? {
    followers: 0,
    unfollow: signals
      ? followSignals(signals, client)
      : followByPolling(client),
  };
  followed.set(client, shared);
  shared.followers += 1;
  return () => {
    shared.followers -= 1;
    if (shared.followers > 0) return;
    followed.delete(client);
    shared.unfollow();
  };
}
