import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { insertDeployments } from '../__testUtils__/insertDeployments';
import { migratedDatabase } from '../__testUtils__/testDatabases';
import type { InstanceId } from '../instances';
import { scheduleOnTimer } from '../schedule';
import type { Bindings } from './Bindings';
import { createBindings } from './createBindings';

const production = 'production' as InstanceId;

const catalogFile = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: team-orders }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Orders
  title: Order intake
  annotations:
    prefect.io/deployment: production:bestellung 注文/stündlich
    prefect.io/sensitivity: restricted
spec: { type: service, lifecycle: production, owner: team-orders }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: reports
  annotations:
    prefect.io/tags: report
spec: { type: service, lifecycle: production, owner: user:guest }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata:
  name: description
  annotations:
    prefect.io/tags: report
spec: { type: prefect-deployment, owner: user:default/somebody }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: billing }
spec: { type: service, lifecycle: production, owner: team-orders }
`;

it("reads a real catalog: its filters, its relations, and what it does with names' case", async () => {
  const files = createMockDirectory();
  files.setContent({ 'catalog-info.yaml': catalogFile });
  const db = await migratedDatabase('SQLITE_3');
  await insertDeployments(db, [
    { id: 'orders', title: 'bestellung 注文/stündlich' },
    {
      id: 'report',
      title: 'report/weekly',
      tags: ['report', 'backstage:component:default/BILLING'],
    },
  ]);
  const { backend, bindings } = await start(files.resolve('catalog-info.yaml'));

  const bound = await settled(bindings);
  await bindings.stop();
  await backend.stop();

  expect(bound).toEqual([
    {
      bindings: [
        {
          entity: 'component:default/orders',
          title: 'Order intake',
          source: 'annotation',
          trusted: true,
        },
      ],
      owners: ['group:default/team-orders'],
      sensitivity: 'restricted',
      sourceLocation: undefined,
    },
    {
      bindings: [
        {
          entity: 'component:default/reports',
          title: 'reports',
          source: 'annotation',
          trusted: true,
        },
        {
          entity: 'component:default/billing',
          title: 'billing',
          source: 'tag',
          trusted: false,
        },
      ],
      owners: ['user:default/guest'],
      sensitivity: 'normal',
      sourceLocation: undefined,
    },
  ]);

  async function start(
    target: string,
  ): Promise<{ backend: TestBackend; bindings: Bindings }> {
    const started: { bindings?: Bindings } = {};
    const testBackend = await startTestBackend({
      features: [
        catalogBackend,
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: ['Component', 'Resource', 'Group'] }],
              locations: [{ type: 'file', target }],
            },
          },
        }),
        createBackendPlugin({
          pluginId: 'prefect',
          register(env) {
            env.registerInit({
              deps: {
                auth: coreServices.auth,
                catalog: catalogServiceRef,
                logger: coreServices.logger,
              },
              async init(services) {
                started.bindings = createBindings({
                  ...services,
                  db,
                  mirror: { onChange: () => () => {} },
                  instances: {
                    list: () => [
                      {
                        id: production,
                        title: 'Production',
                        environment: 'production',
                        labels: {},
                        apiUrl: 'http://prefect.test/api',
                        uiUrl: undefined,
                      },
                    ],
                  },
                  schedule: scheduleOnTimer,
                  refreshSeconds: 0.1,
                });
              },
            });
          },
        }),
      ],
    });
    await started.bindings!.start();
    return { backend: testBackend, bindings: started.bindings! };
  }
});

/** The catalog takes a moment to process; what it says at the end counts. */
async function settled(bindings: Bindings) {
  const keys = ['orders', 'report'].map(id => ({ instance: production, id }));
  const isComplete = async () =>
    (await bindings.ownershipOf(keys)).every(
      ({ owners, bindings: found }) => owners.length > 0 && found.length > 0,
    );
  await new Promise<void>(resolve => {
    const check = async () => {
      if (await isComplete()) resolve();
    };
    bindings.onChange(check);
    void check();
  });
  return bindings.ownershipOf(keys);
}
