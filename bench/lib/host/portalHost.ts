// A backend with the plugin for a bench, in a process of its own: started by `startPortal`.
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import prefectPlugin from '../../../plugins/prefect-backend/src';
import { createFoldMetrics } from './createFoldMetrics';
import { databaseConfig } from './databaseConfig';
import type {
  BoundComponent,
  FromPortal,
  PortalOptions,
} from './PortalOptions';

async function main(options: PortalOptions): Promise<void> {
  const { server } = await startTestBackend({
    features: [
      prefectPlugin,
      catalogServiceMock.factory({
        entities: options.components.map(toEntity),
      }),
      databaseServiceFactory,
      // The mock gives each plugin a bus of its own: signals would not leave the plugin.
      eventsServiceFactory,
      // What goes wrong is in the way of every figure.
      mockServices.rootLogger.factory({ level: 'warn' }),
      createServiceFactory({
        service: metricsServiceRef,
        deps: {},
        factory: () =>
          createFoldMetrics(count => tell({ kind: 'folded', count })),
      }),
      import('@backstage/plugin-events-backend'),
      import('@backstage/plugin-signals-backend'),
      mockServices.rootConfig.factory({
        data: {
          backend: { database: databaseConfig(options.database) },
          prefect: {
            roles: [...options.roles],
            instances: {
              production: {
                url: options.apiUrl,
                environment: 'production',
                authString: options.authString,
              },
            },
          },
        },
      }),
    ],
  });
  tell({
    kind: 'ready',
    port: server.port(),
    authorization: mockCredentials.user.header('user:default/mina'),
  });
}

function tell(message: FromPortal): void {
  process.send?.(message);
}

function toEntity({ name, owner, deployments }: BoundComponent): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      annotations: { 'prefect.io/deployment': deployments.join(', ') },
    },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

void main(JSON.parse(process.argv[2])).catch(error => {
  console.error(error);
  process.exit(1);
});
