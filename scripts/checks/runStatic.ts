import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { single, timed, type Outcome } from './Outcome.ts';
import { runProgram } from './runProgram.ts';

interface Check {
  name: string;
  program: string;
  args: string[];
}

const CHECKS: Check[] = [
  { name: 'types', program: 'tsc', args: ['--pretty', 'false'] },
  { name: 'lint', program: 'backstage-cli', args: ['repo', 'lint'] },
  { name: 'format', program: 'prettier', args: ['--check', '.'] },
];
const DEAD_CODE: Check = { name: 'dead code', program: 'knip', args: [] };

/** What needs no test to run: types, lint, format, dead code; each is one test. */
export async function runStatic(root: string): Promise<Outcome[]> {
  const hasKnip = ['knip.json', 'knip.jsonc', 'knip.ts'].some(file =>
    existsSync(join(root, file)),
  );
  const outcomes: Outcome[] = [];
  for (const check of hasKnip ? [...CHECKS, DEAD_CODE] : CHECKS) {
    outcomes.push(await timed(check.name, () => runCheck(root, check)));
  }
  return outcomes;
}

async function runCheck(root: string, { name, program, args }: Check) {
  const { code } = await runProgram({
    file: join(root, 'node_modules/.bin', program),
    args,
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=6144' },
    output: 'shown',
  });
  return single(name, code === 0);
}
