import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { decisionShape, runKey, runShape } from './schemas';

/** `get-run`: a run, why it failed or waits, and what can be done with it. */
export function createGetRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'get-run',
    title: 'Get a Prefect run',
    description:
      'Reads one flow run: its state, why it failed or waits, its parameters with secrets masked, and which operations make sense now.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object(runKey(zod)),
      output: zod =>
        zod.object({
          ...runShape(zod),
          parameters: zod
            .record(zod.unknown())
            .describe('Its parameters, with secrets masked'),
          cause: zod
            .string()
            .nullable()
            .describe('What went wrong, when it failed or crashed'),
          waiting: zod
            .string()
            .nullable()
            .describe('Why it waits, while it waits'),
          operations: zod
            .array(zod.string())
            .describe('Operations that make sense in its present state'),
          may: zod
            .object({
              operate: zod
                .object(decisionShape(zod))
                .describe('To do these operations'),
            })
            .describe('What the person who asks may do with it'),
          prefectUrl: zod
            .string()
            .nullable()
            .describe("Link to its page in Prefect's own UI"),
        }),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.getRun(by, toKey(input));
      return { output: run };
    },
  });
}
