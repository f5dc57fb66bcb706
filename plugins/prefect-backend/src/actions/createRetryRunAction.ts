import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { runKey, runShape } from './schemas';

/** `retry-run`: runs the same run again. */
export function createRetryRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'retry-run',
    title: 'Retry a Prefect run',
    description:
      'Runs a failed, crashed or cancelled flow run again, with the same parameters; finished tasks keep the results that they stored.',
    // As start-run: what the flow does is not known here.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: zod => zod.object(runKey(zod)),
      output: zod => zod.object(runShape(zod)),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.retryRun(by, toKey(input));
      return { output: run };
    },
  });
}
