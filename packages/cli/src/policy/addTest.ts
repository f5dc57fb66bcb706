import {
  testPolicies,
  type PolicyTestResult,
} from '@backstage-prefect/policies';
import type { Command } from 'commander';
import { count } from '../count';
import type { Shell } from '../Host';
import { paint } from '../paint';
import { folderArgument } from './folderArgument';
import { printJson } from './printJson';
import { reportProblems, type ReportOptions } from './reportProblems';

/** `policy test` */
export function addTest(policy: Command, shell: Shell): void {
  policy
    .command('test')
    .description('ask policies what tests/*.yaml of their folder expect')
    .argument(...folderArgument)
    .option('--json', 'the results as JSON')
    .action((folder: string, { json }: ReportOptions) =>
      reportProblems(shell, { json, folder }, async () => {
        const tests = await testPolicies(folder);
        const failed = tests.filter(({ failure }) => failure !== undefined);
        if (json) {
          printJson(shell, { folder, failed: failed.length, tests });
        } else {
          tests.forEach(test => shell.out(describe(shell, test)));
          shell.out(summary(shell, tests.length, failed.length));
        }
        // A run of no tests at all is a mistake that would stay unseen.
        shell.end(failed.length > 0 || tests.length === 0 ? 1 : 0);
      }),
    );
}

function describe(shell: Shell, { file, name, failure }: PolicyTestResult) {
  return failure === undefined
    ? `${paint(shell, 'good', 'ok  ')}  ${file}: ${name}`
    : `${paint(shell, 'bad', 'FAIL')}  ${file}: ${name}\n      ${failure}`;
}

function summary(shell: Shell, all: number, failed: number): string {
  if (all === 0) return paint(shell, 'bad', 'There is no test.');
  return failed === 0
    ? paint(shell, 'good', `${count(all, 'test')}, all as expected.`)
    : paint(shell, 'bad', `${count(all, 'test')}, ${failed} not as expected.`);
}
