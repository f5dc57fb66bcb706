import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      /** Prefect's flows and deployments in search. */
      prefect?: {
        /** Where the portal's Prefect page is, for links to it. Default: /prefect. */
        path?: string;

        /**
         * When everything is read anew. What became restricted is found until then.
         * Default: every 5 minutes, given up after 2, and first after 15 seconds.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
