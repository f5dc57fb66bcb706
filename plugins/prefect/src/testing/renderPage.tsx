import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { type ReactElement, useEffect } from 'react';
import { type Location, useLocation } from 'react-router-dom';
import { createPrefectApi, prefectApiRef, PrefectQueryProvider } from '../api';
import { queryClientOf } from '../api/queryClientOf';
import { rootRouteRef } from '../routes';
import { createSignalsFake, type SignalsFake } from './createSignalsFake';
import { BACKEND_URL } from './startPortalFake';

/** What stands around the rendered element. */
export type RenderPageOptions = {
  /** The address in the browser; `/` unless told. */
  readonly at?: string;
  /** The pattern that the element is mounted at, when it reads parameters of the path. */
  readonly mountPath?: string;
  /** The entity whose page it is on. */
  readonly entity?: Entity;
  /** Groups of the signed-in person; `group:default/payments` unless told. */
  readonly teams?: readonly string[];
  /** `none` is an app without signals. */
  readonly signals?: 'live' | 'none';
};

type Rendered = RenderResult & {
  readonly user: UserEvent;
  readonly signals: SignalsFake;
  /** Where the browser is now, from the path to the hash. */
  address(): string;
  /** The text in the clipboard. */
  copied(): Promise<string>;
};

/**
 * Renders an element of the plugin in an app of its own, signed in as `user:default/mina` of
 * `group:default/payments`, with the real portal API and an empty cache. Answers come from
 * `startPortalFake`.
 */
export function renderPage(
  element: ReactElement,
  options: RenderPageOptions = {},
): Rendered {
  const { at = '/', mountPath, entity } = options;
  const { teams = ['group:default/payments'] } = options;
  const signals = createSignalsFake();
  const identityApi = mockApis.identity({
    userEntityRef: 'user:default/mina',
    ownershipEntityRefs: ['user:default/mina', ...teams],
    token: 'token-of-mina',
  });
  const api = createPrefectApi({
    discoveryApi: mockApis.discovery({ baseUrl: BACKEND_URL }),
    fetchApi: mockApis.fetch({ injectIdentityAuth: { identityApi } }),
  });
  retryAtOnce(api);
  let location: Pick<Location, 'pathname' | 'search' | 'hash'>;
  const page = entity ? (
    <EntityProvider entity={entity}>{element}</EntityProvider>
  ) : (
    element
  );
  const rendered = renderInTestApp(
    <>
      <LocationWatch
        onChange={next => {
          location = next;
        }}
      />
      <PrefectQueryProvider>{page}</PrefectQueryProvider>
    </>,
    {
      initialRouteEntries: [at],
      mountPath,
      mountedRoutes: {
        '/prefect': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        identityApi,
        [prefectApiRef, api],
        ...(options.signals === 'none'
          ? []
          : [[signalApiRef, signals.api] as const]),
      ],
    },
  );
  return {
    ...rendered,
    user: userEvent.setup(),
    signals,
    address: () => `${location.pathname}${location.search}${location.hash}`,
    copied: async () => {
      // The stub's `readText` cannot read the blobs of this environment.
      const [item] = await navigator.clipboard.read();
      return (await item.getType('text/plain')).text();
    },
  };
}

/** What fails is tried again as often as in the app, but a test does not wait for it. */
function retryAtOnce(api: Parameters<typeof queryClientOf>[0]): void {
  const client = queryClientOf(api);
  const { queries } = client.getDefaultOptions();
  client.setDefaultOptions({ queries: { ...queries, retryDelay: 0 } });
}

function LocationWatch({ onChange }: { onChange(location: Location): void }) {
  const location = useLocation();
  useEffect(() => onChange(location), [location, onChange]);
  return null;
}
