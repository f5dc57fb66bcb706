import type { Command } from 'commander';
import { count } from '../count';
import type { Shell } from '../Host';
import { paint } from '../paint';
import { describeVerdict } from './describeVerdict';
import { countPeople, diffPolicies, type PolicyChange } from './diffPolicies';
import { nameOfResource } from './nameOfResource';
import { questionsOption, readPopulation } from './Population';
import { printJson } from './printJson';
import { readPolicies } from './readPolicies';
import { reportProblems } from './reportProblems';

type Options = {
  readonly questions: string;
  readonly exitCode?: true;
  readonly json?: true;
};

/** `policy diff` */
export function addDiff(policy: Command, shell: Shell): void {
  policy
    .command('diff')
    .description('tell what changes for whom from one folder to another')
    .argument('<before>', 'folder with policies')
    .argument('<after>', 'folder with policies')
    .requiredOption(...questionsOption)
    .option('--exit-code', 'exit with 1 when something changes')
    .option('--json', 'the changes as JSON')
    .action((before: string, after: string, options: Options) =>
      diff(shell, { before, after }, options),
    );
}

async function diff(
  shell: Shell,
  folders: { readonly before: string; readonly after: string },
  { questions, exitCode, json }: Options,
): Promise<void> {
  const population = await readPopulation(questions);
  await reportProblems(shell, { json, folder: folders.before }, async () => {
    const before = await readPolicies(folders.before);
    await reportProblems(shell, { json, folder: folders.after }, async () => {
      const after = await readPolicies(folders.after);
      const changes = diffPolicies(before, after, population);
      if (json) printJson(shell, toJson(changes));
      else print(shell, changes);
      shell.end(exitCode && changes.length > 0 ? 1 : 0);
    });
  });
}

function print(shell: Shell, changes: readonly PolicyChange[]): void {
  if (changes.length === 0) {
    shell.out('Nothing changes.');
    return;
  }
  for (const change of changes) shell.out(describe(shell, change));
  const { gain, lose } = countPeople(changes);
  shell.out(
    `${count(changes.length, 'answer')} changed: ${gain} gain, ${lose} lose.`,
  );
}

function describe(
  shell: Shell,
  { request, before, after }: PolicyChange,
): string {
  const word = after.allowed
    ? paint(shell, 'good', 'gain')
    : paint(shell, 'bad', 'lose');
  const { principal, resource } = request;
  const what = `${actionOf(request)} ${nameOfResource(resource)}`;
  const verdicts = [before, after].map(describeVerdict).join(' → ');
  return `${word}  ${principal.ref}  ${what}  ${verdicts}`;
}

/** `run`, or `run+jobVariables`. */
function actionOf({ action, context }: PolicyChange['request']): string {
  return [action, ...Object.keys(context?.overrides ?? {})].join('+');
}

function toJson(changes: readonly PolicyChange[]) {
  return {
    ...countPeople(changes),
    changes: changes.map(({ request, before, after }) => ({
      principal: request.principal.ref,
      action: request.action,
      overrides: Object.keys(request.context?.overrides ?? {}),
      resource: nameOfResource(request.resource),
      before,
      after,
    })),
  };
}
