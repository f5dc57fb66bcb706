import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { runKey, runShape } from './schemas';

/** `suspend-run`: ends the process of a run until somebody resumes it. */
export function createSuspendRunAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'suspend-run',
    title: 'Suspend a Prefect run',
    description:
      'Ends the process of a running flow run at its next task, until somebody resumes it.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object(runKey(zod)),
      output: zod => zod.object(runShape(zod)),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const run = await runs.suspendRun(by, toKey(input));
      return { output: run };
    },
  });
}
