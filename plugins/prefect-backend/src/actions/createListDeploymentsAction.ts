import type { ActionDeps } from './ActionDeps';
import { deploymentShape, pageInput, pageShape } from './schemas';

/** `list-deployments`: the deployments that match and may be viewed. */
export function createListDeploymentsAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'list-deployments',
    title: 'List Prefect deployments',
    description:
      'Lists the Prefect deployments that you may view, sorted by title, each with its owners, its health and what you may do with it. Begin here to find the instance and id that other actions need.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          q: zod
            .string()
            .max(200)
            .optional()
            .describe('Part of the title, which is flow/deployment'),
          instance: zod
            .array(zod.string())
            .optional()
            .describe('Only on these Prefect instances'),
          owner: zod
            .array(zod.string())
            .optional()
            .describe(
              'Only of these owners, as entity refs; "none" is what nobody owns',
            ),
          entity: zod
            .array(zod.string())
            .optional()
            .describe('Only bound to these catalog entities, as entity refs'),
          tag: zod
            .array(zod.string())
            .optional()
            .describe('Only with all of these tags'),
          health: zod
            .array(
              zod.enum([
                'healthy',
                'failing',
                'late',
                'waiting',
                'paused',
                'idle',
              ]),
            )
            .optional()
            .describe('Only of one of these healths'),
          ...pageInput(zod),
        }),
      output: zod =>
        zod.object({
          items: zod
            .array(zod.object(deploymentShape(zod)))
            .describe('The deployments'),
          ...pageShape(zod),
        }),
    },
    examples: [
      {
        title: 'What of a team is failing',
        input: {
          owner: ['group:default/team-orders'],
          health: ['failing'],
          limit: 20,
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const page = await runs.listDeployments(by, { ...input, sort: 'title' });
      return { output: page };
    },
  });
}
