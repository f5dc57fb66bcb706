import {
  ACTIONS,
  OVERRIDES,
  requestOf,
  resourceForm,
  type Action,
  type Override,
  type PolicyRequest,
} from '@backstage-prefect/policies';
import { Option, type Command } from 'commander';
import type { Shell } from '../Host';
import { paint } from '../paint';
import { UsageError } from '../UsageError';
import {
  describeExplanation,
  explainVerdict,
  type Explanation,
} from './explainVerdict';
import { folderArgument } from './folderArgument';
import { printJson } from './printJson';
import { readPolicies } from './readPolicies';
import { reportProblems } from './reportProblems';

type Options = {
  readonly principal: string;
  readonly groups: readonly string[];
  readonly action: Action;
  readonly deployment?: string;
  readonly instance?: string;
  readonly environment?: string;
  readonly owner: readonly string[];
  readonly tag: readonly string[];
  readonly sensitivity: 'normal' | 'restricted';
  readonly override: readonly Override[];
  readonly json?: true;
};

/** `policy explain` */
export function addExplain(policy: Command, shell: Shell): void {
  policy
    .command('explain')
    .description('tell what policies answer to one question, and why')
    .argument(...folderArgument)
    .requiredOption('--principal <user>', 'who asks: user:default/mina')
    .addOption(
      new Option('--groups <groups>', 'their groups, comma separated')
        .argParser(listed)
        .default([], 'none'),
    )
    .addOption(
      new Option('--action <action>', 'what they want to do')
        .choices(ACTIONS)
        .makeOptionMandatory(),
    )
    .option('--deployment <name>', 'on what: <instance>:<deployment>')
    .option('--instance <id>', 'or on runs without a deployment')
    .option('--environment <name>', 'of the instance; default: its id')
    .addOption(
      new Option('--owner <owners>', 'groups that own it, comma separated')
        .argParser(listed)
        .default([], 'nobody'),
    )
    .addOption(
      new Option('--tag <tag>', 'a tag of it; may be repeated')
        .argParser(appended)
        .default([], 'none'),
    )
    .addOption(
      new Option('--sensitivity <word>', 'of the deployment')
        .choices(['normal', 'restricted'])
        .default('normal'),
    )
    .addOption(
      new Option(
        '--override <names>',
        `what the run overrides, comma separated: ${OVERRIDES.join(', ')}`,
      )
        .argParser(overrides)
        .default([], 'nothing'),
    )
    .option('--json', 'the answer as JSON')
    .action((folder: string, options: Options) =>
      reportProblems(shell, { json: options.json, folder }, async () => {
        const request = toRequest(options);
        const set = await readPolicies(folder);
        const explained = explainVerdict(set, request);
        if (options.json) {
          printJson(shell, toJson(request, explained));
        } else {
          const [verdict, ...why] = describeExplanation(
            set,
            request,
            explained,
          );
          const meaning = explained.allowed ? 'good' : 'bad';
          shell.out([paint(shell, meaning, verdict), ...why].join('\n'));
        }
        shell.end(explained.allowed ? 0 : 1);
      }),
    );
}

function toRequest(options: Options): PolicyRequest {
  const { deployment, instance, environment } = options;
  if ((deployment === undefined) === (instance === undefined)) {
    throw new UsageError('Name either --deployment or --instance.');
  }
  const read = resourceForm.safeParse(
    deployment === undefined
      ? { instance, environment }
      : {
          deployment,
          environment,
          owners: options.owner,
          tags: options.tag,
          restricted: options.sensitivity === 'restricted',
        },
  );
  if (!read.success) {
    const [{ message }] = read.error.issues;
    throw new UsageError(`--deployment ${deployment}: ${message}.`);
  }
  return requestOf({
    principal: { user: options.principal, groups: [...options.groups] },
    action: options.action,
    resource: read.data,
    overrides: options.override,
  });
}

function toJson(
  request: PolicyRequest,
  { allowed, policies, nearMiss }: Explanation,
) {
  return {
    ...request,
    allowed,
    policies: policies.map(({ id, reason, file, line }) => ({
      id,
      reason,
      file,
      line,
    })),
    closest: nearMiss,
  };
}

function listed(text: string, before: readonly string[]): string[] {
  const names = text.split(',').map(name => name.trim());
  return [...before, ...names.filter(name => name !== '')];
}

function appended(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

function overrides(text: string, before: readonly Override[]): Override[] {
  return listed(text, before).map(name => {
    const known = OVERRIDES.find(each => each === name);
    if (known) return known;
    throw new UsageError(
      `--override ${name} is none of ${OVERRIDES.join(', ')}.`,
    );
  });
}
