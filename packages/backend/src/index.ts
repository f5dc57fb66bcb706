import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./authModuleOidc'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

// The ceiling is open for signed-in users: the Prefect plugin's own policy decides.
// Replace this module with your permission policy or RBAC plugin to lower it.
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

// The actions of backend.actions.pluginSources as tools for agents.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage-prefect/backstage-plugin-prefect-backend'));
backend.add(
  import('@backstage-prefect/backstage-plugin-catalog-backend-module-prefect'),
);

backend.add(
  import('@backstage-prefect/backstage-plugin-search-backend-module-prefect'),
);

// A backend of which a plugin could not start would go on without it and answer 503 for
// ever. It ends, when the cause is in the log, and whoever watches it may start it again.
backend.start().catch(error => {
  setImmediate(() => process.exit(1));
  throw error;
});
