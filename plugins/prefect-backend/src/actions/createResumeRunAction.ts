import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { runKey, runShape } from './schemas';

/** `resume-run`: lets a paused run go on. */
export function createResumeRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'resume-run',
    title: 'Resume a Prefect run',
    description:
      'Lets a paused or suspended flow run go on, with the input that it waits for, if it does. A run that waits for input often waits for the consent of a person: do not give it in their place.',
    // As start-run: what the flow does next is not known here.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: zod =>
        zod.object({
          ...runKey(zod),
          input: zod
            .record(zod.unknown())
            .optional()
            .describe('What the run waits for, when it waits for input'),
        }),
      output: zod => zod.object(runShape(zod)),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.resumeRun(by, {
        run: toKey(input),
        input: input.input,
      });
      return { output: run };
    },
  });
}
