import type { Command } from 'commander';
import type { PolicySet } from '@backstage-prefect/policies';
import { count } from '../count';
import type { Shell } from '../Host';
import { paint } from '../paint';
import { folderArgument } from './folderArgument';
import { printJson } from './printJson';
import { readPolicies } from './readPolicies';
import { reportProblems, type ReportOptions } from './reportProblems';

/** `policy validate` */
export function addValidate(policy: Command, shell: Shell): void {
  policy
    .command('validate')
    .description('tell whether the server would take the policies of a folder')
    .argument(...folderArgument)
    .option('--json', 'the answer as JSON')
    .action((folder: string, { json }: ReportOptions) =>
      reportProblems(shell, { json, folder }, async () => {
        const set = await readPolicies(folder);
        if (json) printJson(shell, toJson(folder, set));
        else shell.out(paint(shell, 'good', describe(folder, set)));
      }),
    );
}

function describe(folder: string, { policies, version }: PolicySet): string {
  const many = count(policies.length, 'policy', 'policies');
  return `${folder} is valid: ${many}, version ${version.slice(0, 12)}.`;
}

function toJson(folder: string, { policies, version }: PolicySet) {
  return {
    valid: true,
    folder,
    version,
    policies: policies.map(({ id, effect, actions, file, line }) => ({
      id,
      effect,
      actions,
      file,
      line,
    })),
    problems: [],
  };
}
