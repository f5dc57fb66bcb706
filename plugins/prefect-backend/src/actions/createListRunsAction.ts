import type { ActionDeps } from './ActionDeps';
import { pageInput, pageShape, runShape } from './schemas';

/** `list-runs`: the runs that match and may be viewed. */
export function createListRunsAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'list-runs',
    title: 'List Prefect runs',
    description:
      'Lists the flow runs that you may view, the newest first. Runs that are scheduled for later are left out unless they are asked for.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          instance: zod
            .array(zod.string())
            .optional()
            .describe('Only on these Prefect instances'),
          deployment: zod
            .array(zod.string().uuid())
            .optional()
            .describe('Only of the deployments with these ids'),
          owner: zod
            .array(zod.string())
            .optional()
            .describe(
              'Only of these owners, as entity refs; "none" is what nobody owns',
            ),
          state: zod
            .array(
              zod.enum([
                'SCHEDULED',
                'LATE',
                'PENDING',
                'RUNNING',
                'PAUSED',
                'CANCELLING',
                'COMPLETED',
                'FAILED',
                'CRASHED',
                'CANCELLED',
              ]),
            )
            .optional()
            .describe('Only in one of these states'),
          since: zod
            .string()
            .datetime({ offset: true })
            .optional()
            .describe('Only that started, or should, at or after, RFC 3339'),
          future: zod
            .boolean()
            .optional()
            .describe('Whether runs that are scheduled for later are listed'),
          ...pageInput(zod),
        }),
      output: zod =>
        zod.object({
          items: zod.array(zod.object(runShape(zod))).describe('The runs'),
          ...pageShape(zod),
        }),
    },
    examples: [
      {
        title: 'What failed last',
        input: { state: ['FAILED', 'CRASHED'], limit: 5 },
      },
    ],
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const page = await runs.listRuns(by, input);
      return { output: page };
    },
  });
}
