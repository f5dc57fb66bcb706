// One replica of a backend, in a process of its own: `node … replica.ts --config FILE`.
// Only who asks and what the catalog holds is played, so that a test may be anybody.
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import prefectPlugin from '..';

/** Everything of these flows belongs to Mina. */
const orders: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    namespace: 'default',
    name: 'orders',
    annotations: { 'prefect.io/flow': 'orders' },
  },
  relations: [{ type: 'ownedBy', targetRef: 'user:default/mina' }],
};

const userOf = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { namespace: 'default', name },
});

const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(mockServices.userInfo.factory());
backend.add(
  catalogServiceMock.factory({
    entities: [orders, userOf('mina'), userOf('lena')],
  }),
);
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(prefectPlugin);
backend.start().catch(error => {
  setImmediate(() => process.exit(1));
  throw error;
});
