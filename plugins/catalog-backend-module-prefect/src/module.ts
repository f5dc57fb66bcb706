import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { KnownNames, PrefectAnnotationProcessor } from './annotations';
import { createPrefectFeed } from './feed';
import { followChanges } from './followChanges';
import { PrefectEntityProvider } from './PrefectEntityProvider';
import { scheduleOnTimer } from './schedule';
import { readSettings } from './settings';

/**
 * Brings what Prefect holds into the catalog, and checks the annotations that name it.
 * @public
 */
export const catalogModulePrefect = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'prefect',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(services) {
        const { auth, events, lifecycle, logger, processing } = services;

        const settings = readSettings(services.config);
        const feed = createPrefectFeed({
          auth,
          discovery: services.discovery,
          fetch,
        });
        const names = new KnownNames({
          instances: settings.instances,
          feed,
          logger,
          clock: Date.now,
        });
        const providers = PrefectEntityProvider.fromConfig(settings, {
          auth,
          feed,
          logger,
          names,
          catalog: services.catalog,
          scheduler: services.scheduler,
          schedule: scheduleOnTimer,
          clock: Date.now,
        });

        processing.addEntityProvider(providers);
        processing.addProcessor(new PrefectAnnotationProcessor({ names }));
        await followChanges({ events, providers, names });

        lifecycle.addStartupHook(() => {
          providers.forEach(provider => provider.start());
        });
        lifecycle.addShutdownHook(async () => {
          await Promise.all(providers.map(provider => provider.stop()));
        });
      },
    });
  },
});
