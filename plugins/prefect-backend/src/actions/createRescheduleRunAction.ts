import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { runKey, runShape } from './schemas';

/** `reschedule-run`: gives a run that has not started another time. */
export function createRescheduleRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'reschedule-run',
    title: 'Reschedule a Prefect run',
    description:
      'Gives a flow run that has not started another time. A time in the past starts it at once.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          ...runKey(zod),
          scheduledTime: zod
            .string()
            .datetime({ offset: true })
            .describe('When it shall start, RFC 3339'),
        }),
      output: zod => zod.object(runShape(zod)),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.rescheduleRun(by, {
        run: toKey(input),
        scheduledTime: input.scheduledTime,
      });
      return { output: run };
    },
  });
}
