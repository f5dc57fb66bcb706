import { randomUUID } from 'node:crypto';
import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { deploymentKey, runShape } from './schemas';

/** `start-run`: starts a run of a deployment, now or later. */
export function createStartRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'start-run',
    title: 'Start a Prefect run',
    description:
      'Starts a run of a Prefect deployment, now or at a time, in your name. What a run does is up to its flow, and it may not be possible to undo it.',
    // What the flow does is not known here, so that a client should ask its user first.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: zod =>
        zod.object({
          ...deploymentKey(zod),
          parameters: zod
            .record(zod.unknown())
            .default({})
            .describe(
              "Parameters that differ from the deployment's own, as its parameterSchema says",
            ),
          scheduledTime: zod
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('When to start, RFC 3339; absent starts now'),
          tags: zod
            .array(zod.string().min(1).max(200))
            .max(50)
            .optional()
            .describe("Tags of the run, besides the deployment's own"),
          name: zod
            .string()
            .min(1)
            .max(200)
            .optional()
            .describe('Name of the run; absent lets Prefect choose one'),
          idempotencyKey: zod
            .string()
            .min(8)
            .max(128)
            .optional()
            .describe(
              'The same key for the same deployment gives the same run, whenever it is sent. Send one that is new to this run, such as a UUID, to be able to try again safely; absent, each call starts a run',
            ),
        }),
      output: zod => zod.object(runShape(zod)),
    },
    examples: [
      {
        title: 'A run with one parameter',
        input: {
          instance: 'production',
          id: '3f0c5b86-6f0e-4f0e-9a43-2b1d6c1f7a10',
          parameters: { days: 7 },
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const { instance, id, idempotencyKey = randomUUID(), ...wanted } = input;
      const deployment = toKey({ instance, id });
      const run = await runs.startRun(by, {
        ...wanted,
        deployment,
        idempotencyKey,
      });
      return { output: run };
    },
  });
}
