import type { Zod } from './Zod';

/** Names a deployment, as `list-deployments` answers it. */
export const deploymentKey = (zod: Zod) => ({
  instance: instanceOf(zod),
  id: zod.string().uuid().describe('Id of the deployment'),
});

/** Names a run, as `list-runs` and `start-run` answer it. */
export const runKey = (zod: Zod) => ({
  instance: instanceOf(zod),
  id: zod.string().uuid().describe('Id of the flow run'),
});

function instanceOf(zod: Zod) {
  return zod
    .string()
    .min(1)
    .describe('Id of the Prefect instance, for example "production"');
}
