import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
// The two plugins meet over HTTP and events only, which is what is tested here.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import prefectPlugin from '@backstage-prefect/backstage-plugin-prefect-backend';
import { type Prefect, startPrefect } from '@backstage-prefect/real-parts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import catalogModulePrefect from '.';

jest.setTimeout(240_000);

const SETTLED_WITHIN_MS = 30_000;
/** From a change in Prefect to the catalog's answer. */
const SHOWN_WITHIN_MS = 15_000;
const EXPECTED = ['demo', 'orders-etl/stündlich ✅'];

const file = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders
  annotations:
    prefect.io/deployment: production:orders-etl/stündlich ✅
spec: { type: service, lifecycle: production, owner: team-orders, system: shop }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payroll
  annotations:
    prefect.io/flow: production:payroll
    prefect.io/sensitivity: restricted
spec: { type: service, lifecycle: production, owner: team-hr }
`;

describe('from a real Prefect into a real catalog', () => {
  const files = createMockDirectory();
  let dir: string;
  let prefect: Prefect;
  let backend: TestBackend;
  let catalog: CatalogService;
  let flow: string;
  let orders: string;

  beforeAll(async () => {
    files.setContent({ 'catalog-info.yaml': file });
    dir = await mkdtemp(join(tmpdir(), 'prefect-catalog-'));
    prefect = await startPrefect({ dir, authString: 'portal:s3cret' });
    await ask('POST', '/work_pools/', { name: 'demo', type: 'process' });
    ({ id: flow } = await ask('POST', '/flows/', { name: 'orders-etl' }));
    orders = await deploy();
    const payroll = await ask('POST', '/flows/', { name: 'payroll' });
    await ask('POST', '/deployments/', {
      name: 'monthly',
      flow_id: payroll.id,
    });
    backend = await startBackend();
  });

  afterAll(async () => {
    await backend?.stop();
    await prefect?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  function startBackend(): Promise<TestBackend> {
    return startTestBackend({
      features: [
        catalogBackend,
        catalogModulePrefect,
        prefectPlugin,
        eventsServiceFactory,
        createBackendPlugin({
          pluginId: 'spectator',
          register(env) {
            env.registerInit({
              deps: { catalog: catalogServiceRef },
              init: async services => {
                catalog = services.catalog;
              },
            });
          },
        }),
        mockServices.rootConfig.factory({
          data: {
            events: { useEventBus: 'never' },
            catalog: {
              processingInterval: { hours: 1 },
              rules: [{ allow: ['Component'] }],
              locations: [
                { type: 'file', target: files.resolve('catalog-info.yaml') },
              ],
            },
            prefect: {
              bindings: { refreshSeconds: 1 },
              // No event tells of a deletion.
              mirror: { reconcileSeconds: 2 },
              instances: {
                production: {
                  url: prefect.apiUrl,
                  environment: 'production',
                  authString: prefect.authString,
                },
              },
            },
          },
        }),
      ],
    });
  }

  /** Tries again on 503, as Prefect's clients do: its SQLite is busy after the start. */
  async function ask(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<any> {
    const response = await fetch(`${prefect.apiUrl}${path}`, {
      method,
      headers: {
        authorization: prefect.auth,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (response.status === 503) {
      await delay(100);
      return ask(method, path, body);
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  }

  async function deploy(): Promise<string> {
    const { id } = await ask('POST', '/deployments/', {
      name: 'stündlich ✅',
      flow_id: flow,
      description: 'Moves orders.',
      tags: ['ETL'],
      work_pool_name: 'demo',
    });
    return id;
  }

  async function resources(): Promise<Entity[]> {
    const auth = mockServices.auth({ pluginId: 'spectator' });
    const { items } = await catalog.getEntities(
      { filter: { kind: 'Resource' } },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  }

  async function titles(): Promise<string[]> {
    const all = await resources();
    return all.map(({ metadata }) => metadata.title ?? '').sort();
  }

  async function deployment(): Promise<Entity | undefined> {
    const all = await resources();
    return all.find(({ metadata }) => metadata.title === EXPECTED[1]);
  }

  async function until(
    isThere: () => Promise<boolean>,
    withinMs = SHOWN_WITHIN_MS,
  ): Promise<void> {
    const end = Date.now() + withinMs;
    while (!(await isThere())) {
      if (Date.now() > end) {
        throw new Error(
          `It did not come about: ${JSON.stringify(await resources())}`,
        );
      }
      await delay(100);
    }
  }

  it('brings a deployment and its pool, with owner and component, and nothing restricted', async () => {
    await until(
      async () => (await deployment())?.spec?.dependencyOf !== undefined,
      SETTLED_WITHIN_MS,
    );
    // Restricted is what the catalog has read to be restricted, which takes it a moment.
    await until(async () => (await titles()).join() === EXPECTED.join());
    expect(await deployment()).toMatchObject({
      metadata: {
        description: 'Moves orders.',
        tags: ['etl'],
        annotations: { 'prefect.io/deployment-id': `production:${orders}` },
      },
      spec: {
        owner: 'group:default/team-orders',
        dependencyOf: ['component:default/orders'],
        dependsOn: [
          expect.stringContaining('resource:default/production-demo'),
        ],
      },
    });
  });

  it('follows an edit, a deletion and a new one of the same name', async () => {
    const before = (await deployment())!;
    await ask('PATCH', `/deployments/${orders}`, { description: 'Edited.' });
    await until(
      async () => (await deployment())?.metadata.description === 'Edited.',
    );

    await ask('DELETE', `/deployments/${orders}`);
    await until(async () => (await deployment()) === undefined);

    orders = await deploy();
    await until(async () => (await deployment()) !== undefined);
    const after = (await deployment())!;
    expect(after.metadata.name).toBe(before.metadata.name);
    expect(after.metadata.annotations).toMatchObject({
      'prefect.io/deployment-id': `production:${orders}`,
    });
  });

  it('does nothing for a run', async () => {
    await delay(5_000);
    const { etag } = (await deployment())!.metadata;

    await ask('POST', `/deployments/${orders}/create_flow_run`, {});
    await delay(3_000);

    expect((await deployment())!.metadata.etag).toBe(etag);
  });
});
