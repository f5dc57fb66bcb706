import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { decisionShape, deploymentKey } from './schemas';

/** `explain-access`: what the person may do with a deployment, and why. */
export function createExplainAccessAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'explain-access',
    title: 'Explain access to a Prefect deployment',
    description:
      'Says what you may do with a Prefect deployment and its runs, and which policy decided that. Nothing is done. Ask it when something was refused, and tell the person the reason instead of trying another way.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object(deploymentKey(zod)),
      output: zod =>
        zod.object({
          title: zod.string().describe('flow/deployment'),
          owners: zod
            .array(zod.string())
            .describe('Entity refs of the users and groups that own it'),
          sensitivity: zod
            .enum(['normal', 'restricted'])
            .describe('restricted is viewed by its owners only'),
          asker: zod
            .object({
              user: zod.string().describe('Entity ref of the user'),
              ownershipRefs: zod
                .array(zod.string())
                .describe('The user and groups that the user owns through'),
            })
            .describe('The person whose rights these are'),
          decisions: zod
            .array(
              zod.object({
                action: zod
                  .string()
                  .describe(
                    'view; run: start runs; operate: cancel, retry, suspend, resume and reschedule runs; schedule: pause and resume schedules',
                  ),
                ...decisionShape(zod),
              }),
            )
            .describe('One decision for each action'),
        }),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const explanation = await runs.explainAccess(by, toKey(input));
      return { output: explanation };
    },
  });
}
