import { ACTIONS, type Action } from '@backstage-prefect/policies';
import { Argument, type Command } from 'commander';
import type { Shell } from '../Host';
import { UsageError } from '../UsageError';
import { folderArgument } from './folderArgument';
import { questionsOption, readPopulation, type Population } from './Population';
import { printJson } from './printJson';
import { readPolicies } from './readPolicies';
import { reportProblems } from './reportProblems';
import { whoCan, type Grantee } from './whoCan';

type Options = { readonly questions: string; readonly json?: true };

/** `policy who-can` */
export function addWhoCan(policy: Command, shell: Shell): void {
  policy
    .command('who-can')
    .description('name everyone who may do something, and by which policy')
    .addArgument(new Argument('<action>', 'what they may do').choices(ACTIONS))
    .argument('<on>', '<instance>:<deployment>, or an instance, of the file')
    .argument(...folderArgument)
    .requiredOption(...questionsOption)
    .option('--json', 'the people as JSON')
    .action(
      async (
        action: Action,
        name: string,
        folder: string,
        { questions, json }: Options,
      ) => {
        const { people, deployments } = await readPopulation(questions);
        const on = find(deployments, name, questions);
        await reportProblems(shell, { json, folder }, async () => {
          const set = await readPolicies(folder);
          const all = whoCan(set, people, { action, on });
          if (json) printJson(shell, { action, resource: name, people: all });
          else shell.out(describe(all));
        });
      },
    );
}

function find(
  deployments: Population['deployments'],
  name: string,
  file: string,
) {
  const found = deployments.find(each =>
    'instance' in each ? each.instance === name : each.deployment === name,
  );
  if (found) return found;
  throw new UsageError(`${name} is not in ${file}.`);
}

function describe(all: readonly Grantee[]): string {
  if (all.length === 0) return 'Nobody.';
  return all
    .map(({ principal, policies }) => `${principal}  ${policies.join(', ')}`)
    .join('\n');
}
