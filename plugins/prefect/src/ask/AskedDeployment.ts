import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';

/** As much of a deployment as somebody needs to ask for a right to it. */
export type AskedDeployment = Pick<
  Deployment,
  'instance' | 'environment' | 'id' | 'title'
>;
