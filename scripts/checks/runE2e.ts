import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { single, timed, type Outcome } from './Outcome.ts';
import { runProgram } from './runProgram.ts';

/** Runs `e2e/run.ts`, whose last line of counts is believed, and its exit code too. */
export function runE2e(root: string, pattern?: string): Promise<Outcome> {
  return timed('e2e', async () => {
    const file = join(root, 'e2e/run.ts');
    if (!existsSync(file)) {
      return { ...single('e2e', false), remark: 'e2e/run.ts is missing' };
    }
    const { code, output } = await runProgram({
      file: process.execPath,
      args: [...process.execArgv, file, ...(pattern ? [pattern] : [])],
      cwd: root,
      output: 'both',
    });
    const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(
      -1,
    );
    if (!counts) return { ...single('e2e', false), remark: 'no counts' };
    const [passed, failed] = [Number(counts[1]), Number(counts[2])];
    if (passed + failed === 0) {
      return { ...single('e2e', false), remark: 'no tests' };
    }
    return { name: 'e2e', passed, failed: failed || (code === 0 ? 0 : 1) };
  });
}
