import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { createAccess, LayeredPolicies, openSources } from './access';
import { registerActions } from './actions';
import { createBindings } from './bindings';
import { openDatabase } from './database';
import { announceChanges, createFeedRouter, createSearchRouter } from './feed';
import { Grants } from './grants';
import { createInstances } from './instances';
import { createLedger } from './ledger';
import { createMirrorMetrics, observeMirror, observePolicies } from './metrics';
import { createMirror } from './mirror';
import { createPeople } from './people';
import { createPortalRouter } from './portal';
import { Repeated } from './Repeated';
import { createRuns } from './runs';
import { scheduleOnTimer } from './schedule';
import { readSettings } from './settings';
import { startSignals } from './signals';

/** How often grants are looked through for those whose time is over, ms. */
const EXPIRE_MS = 5_000;

/**
 * The backend plugin: what Prefect holds, whose it is, who may, and the portal's API.
 * @public
 */
export const prefectPlugin = createBackendPlugin({
  pluginId: 'prefect',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
        userInfo: coreServices.userInfo,
      },
      async init(services) {
        const { auth, logger, lifecycle } = services;
        const schedule = scheduleOnTimer;

        const settings = readSettings(services.config);
        const db = await openDatabase(services.database);
        const instances = createInstances(settings.instances);
        const mirror = createMirror({
          db,
          instances,
          logger,
          settings: settings.mirror,
          metrics: createMirrorMetrics(services.metrics),
          following: settings.roles.includes('sync') ? 'elected' : 'never',
        });
        observeMirror(services.metrics, { mirror, instances });
        const bindings = createBindings({
          db,
          instances,
          mirror,
          logger,
          auth,
          schedule,
          catalog: services.catalog,
          refreshSeconds: settings.bindings.refreshSeconds,
        });
        const ledger = createLedger({
          db,
          logger,
          schedule,
          clock: Date.now,
          settings: settings.ledger,
        });
        const grants = new Grants({ db, clock: Date.now });
        const people = createPeople({
          auth,
          logger,
          catalog: services.catalog,
          clock: Date.now,
          outageSeconds: settings.people.outageSeconds,
        });
        const chores = new Repeated(schedule, logger);
        const stopSignals = startSignals({
          signals: services.signals,
          mirror,
          bindings,
          grants,
          instances,
          schedule,
          logger,
        });
        const stopAnnouncing = announceChanges({
          events: services.events,
          mirror,
          bindings,
          instances,
          schedule,
          logger,
        });
        const policies = new LayeredPolicies({
          logger,
          schedule,
          sources: openSources(settings.policies.sources, {
            reader: services.urlReader,
            clock: Date.now,
            urlRefreshSeconds: settings.policies.urlRefreshSeconds,
          }),
          refreshSeconds: settings.policies.refreshSeconds,
        });
        const isPortal = settings.roles.includes('portal');
        if (isPortal) {
          await policies.start();
          const access = createAccess({
            db,
            instances,
            auth,
            userInfo: services.userInfo,
            permissions: services.permissions,
            permissionsRegistry: services.permissionsRegistry,
            policies,
            grants,
            people,
          });
          observePolicies(services.metrics, access);
          const runs = createRuns({
            db,
            instances,
            mirror,
            bindings,
            access,
            ledger,
            grants,
            people,
            logger,
            auditor: services.auditor,
            clock: Date.now,
          });
          // In front of the portal, which answers 404 for every path that it does not know.
          services.httpRouter.use(
            createFeedRouter({
              db,
              bindings,
              instances,
              httpAuth: services.httpAuth,
            }),
          );
          services.httpRouter.use(
            createSearchRouter({
              db,
              bindings,
              instances,
              httpAuth: services.httpAuth,
            }),
          );
          services.httpRouter.use(
            createPortalRouter({
              runs,
              access,
              httpAuth: services.httpAuth,
            }),
          );
          chores.start({
            everyMs: EXPIRE_MS,
            run: () => runs.expireGrants(),
            onFailure: 'Grants whose time is over could not be ended',
          });
          registerActions({
            actionsRegistry: services.actionsRegistry,
            runs,
            access,
          });
        }

        lifecycle.addStartupHook(async () => {
          if (isPortal) {
            await ledger.start();
            await bindings.start();
          }
          await mirror.start();
        });
        lifecycle.addShutdownHook(async () => {
          policies.stop();
          stopAnnouncing();
          stopSignals();
          await chores.stop();
          await bindings.stop();
          await mirror.stop();
          await ledger.stop();
          await instances.close();
        });
      },
    });
  },
});
