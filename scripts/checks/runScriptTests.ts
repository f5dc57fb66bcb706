import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { timed, type Outcome } from './Outcome.ts';
import { runProgram } from './runProgram.ts';

/** The folders outside the workspaces whose tests run under Node's own runner. */
const FOLDERS = ['scripts', 'examples', 'e2e', 'bench'];

/** Tests of the programs that are not in a workspace. */
export function runScriptTests(
  root: string,
  pattern?: string,
): Promise<Outcome> {
  return timed('unit (scripts)', async () => {
    const files = FOLDERS.flatMap(folder => testsIn(join(root, folder)))
      .map(file => relative(root, file))
      .filter(file => !pattern || new RegExp(pattern).test(file));
    if (files.length === 0) {
      return { name: 'unit (scripts)', passed: 0, failed: 0 };
    }
    const { code, output } = await runProgram({
      file: process.execPath,
      args: [...process.execArgv, '--test', '--test-reporter=spec', ...files],
      cwd: root,
      output: 'both',
    });
    const count = (what: string) =>
      Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
    const failed =
      count('fail') + count('cancelled') + count('skipped') + count('todo');
    return {
      name: 'unit (scripts)',
      passed: count('pass'),
      failed: failed || (code === 0 ? 0 : 1),
    };
  });
}

function testsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.test\.(ts|mjs)$/.test(file))
    .map(file => join(folder, file))
    .sort();
}
