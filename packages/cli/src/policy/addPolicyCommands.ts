import type { Command } from 'commander';
import type { Shell } from '../Host';
import { addDiff } from './addDiff';
import { addExplain } from './addExplain';
import { addTest } from './addTest';
import { addValidate } from './addValidate';
import { addWhoCan } from './addWhoCan';

/** `policy …` */
export function addPolicyCommands(program: Command, shell: Shell): void {
  const policy = program
    .command('policy')
    .helpCommand(false)
    .description('try policies before they come into force');
  addValidate(policy, shell);
  addTest(policy, shell);
  addExplain(policy, shell);
  addDiff(policy, shell);
  addWhoCan(policy, shell);
}
