import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Prefect's deployments and work pools as entities. */
      prefect?: {
        /**
         * Owner of deployments that belong to no entity, and of work pools. Default:
         * `group:default/unowned`.
         */
        defaultOwner?: string;

        /**
         * Whether restricted deployments become entities too, which everybody who reads the
         * catalog can see. Default: false.
         */
        includeRestricted?: boolean;

        /**
         * Where the portal's Prefect page is, for links to it. Default: `/prefect` below
         * app.baseUrl.
         */
        portalUrl?: string;

        /**
         * When everything is compared. Changes are taken over within seconds all the same.
         * Default: every 10 minutes, given up after 5.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
