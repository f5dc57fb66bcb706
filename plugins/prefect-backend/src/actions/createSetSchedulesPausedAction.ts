import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { deploymentKey } from './schemas';

/** `set-schedules-paused`: all schedules of a deployment rest, or make runs again. */
export function createSetSchedulesPausedAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'set-schedules-paused',
    title: 'Pause or resume the schedules of a Prefect deployment',
    description:
      'Pauses all schedules of a Prefect deployment, or lets them make runs again. Runs can be started by hand all the same.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          ...deploymentKey(zod),
          paused: zod.boolean().describe('Whether they shall rest'),
        }),
      output: zod =>
        zod.object({
          paused: zod.boolean().describe('Whether they rest now'),
        }),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      await runs.setDeploymentPaused(by, {
        deployment: toKey(input),
        schedules: input.paused ? 'paused' : 'active',
      });
      return { output: { paused: input.paused } };
    },
  });
}
