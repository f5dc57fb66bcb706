import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { createSearchFeed } from './createSearchFeed';
import { PrefectCollatorFactory } from './PrefectCollatorFactory';
import { readSettings } from './settings';

/**
 * Brings what Prefect holds into search.
 * @public
 */
export const searchModulePrefect = createBackendModule({
  pluginId: 'search',
  moduleId: 'prefect',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const settings = readSettings(config);
        const feed = createSearchFeed({ auth, discovery, fetch });
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(settings.schedule),
          factory: new PrefectCollatorFactory({ feed, path: settings.path }),
        });
      },
    });
  },
});
