import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { deploymentKey } from './schemas';

/** `request-access`: asks somebody else for a right that the person does not have. */
export function createRequestAccessAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'request-access',
    title: 'Ask for a right to a Prefect deployment',
    description:
      'Asks those who may approve for a right that you do not have, for some time. Nothing may be done before somebody else has approved it. Ask the person for the reason and never make one up: approvers and auditors read it.',
    // Breaking the glass is not offered here: a person does that, on a page.
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: zod =>
        zod.object({
          ...deploymentKey(zod),
          right: zod
            .enum(['run', 'operate', 'schedule'])
            .describe(
              'run: start runs; operate: cancel, retry, suspend, resume and reschedule runs; schedule: pause, resume and edit schedules',
            ),
          reason: zod
            .string()
            .min(1)
            .max(1000)
            .describe('Why, in the words of the person'),
          minutes: zod
            .number()
            .int()
            .min(1)
            .max(43_200)
            .default(60)
            .describe('For how long, once it is approved'),
          uses: zod
            .enum(['once', 'many'])
            .default('once')
            .describe('For one act, or for as many as there are in that time'),
          parameters: zod
            .record(zod.unknown())
            .optional()
            .describe(
              'Parameters of the run that it is for; absent asks for any, where policy lets that be asked for',
            ),
        }),
      output: zod =>
        zod.object({
          id: zod.string().uuid().describe('Id of the request'),
          state: zod
            .string()
            .describe('waiting, until enough people have approved'),
          approvalsNeeded: zod
            .number()
            .describe('How many different people must approve'),
          approvers: zod
            .array(zod.string())
            .describe('Entity refs of who may approve it'),
        }),
    },
    examples: [
      {
        title: 'One run of a deployment of another team',
        input: {
          instance: 'production',
          id: '3f0c5b86-6f0e-4f0e-9a43-2b1d6c1f7a10',
          right: 'run',
          reason: 'The refund of ticket 204 is stuck',
          minutes: 60,
          uses: 'once',
          parameters: { region: 'eu' },
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const { right, reason, minutes, uses, parameters } = input;
      const { id, state, approvalsNeeded, approvers } = await runs.askGrant(
        by,
        {
          deployment: toKey(input),
          right,
          reason,
          seconds: minutes * 60,
          uses,
          parameters,
          when: 'approved',
        },
      );
      return { output: { id, state, approvalsNeeded, approvers } };
    },
  });
}
