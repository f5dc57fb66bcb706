import { toKey } from '../runs';
import type { ActionDeps } from './ActionDeps';
import { deploymentKey, deploymentShape } from './schemas';

/** `get-deployment`: a deployment with what is needed to start a run. */
export function createGetDeploymentAction({
  actionsRegistry,
  runs,
  access,
}: ActionDeps): void {
  actionsRegistry.register({
    name: 'get-deployment',
    title: 'Get a Prefect deployment',
    description:
      'Reads one Prefect deployment with its parameters and their schema. Read it before you start a run, to know which parameters it takes.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod => zod.object(deploymentKey(zod)),
      output: zod =>
        zod.object({
          ...deploymentShape(zod),
          workPool: zod
            .string()
            .nullable()
            .describe('Work pool that its runs go to'),
          pollingWorkers: zod
            .number()
            .nullable()
            .describe(
              'Workers online in the pool: with 0, runs wait; null when not known',
            ),
          parameterSchema: zod
            .record(zod.unknown())
            .describe('JSON Schema of the parameters of a run'),
          parameters: zod
            .record(zod.unknown())
            .describe(
              "The deployment's own defaults, with secrets left out; a run may override them",
            ),
          enforceParameterSchema: zod
            .boolean()
            .describe('Whether parameters that do not fit are refused'),
          codeUrl: zod.string().nullable().describe('Link to its code'),
          prefectUrl: zod
            .string()
            .nullable()
            .describe("Link to its page in Prefect's own UI"),
        }),
    },
    action: async ({ input, credentials }) => {
      const by = await access.principalOf(credentials, 'actions');
      const deployment = await runs.getDeployment(by, toKey(input));
      return { output: deployment };
    },
  });
}
