import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { runKey, runShape } from './schemas';

/** `cancel-run`: ends a run for good. */
export function createCancelRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'cancel-run',
    title: 'Cancel a Prefect run',
    description:
      'Cancels a flow run: at once when no process runs, else as soon as its worker has ended it. Answers the run as it is afterwards.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: zod => zod.object(runKey(zod)),
      output: zod => zod.object(runShape(zod)),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.cancelRun(by, toKey(input));
      return { output: run };
    },
  });
}
