// `npm run bench [-- NAME…]`: runs bench/NAME.bench.ts, or all of them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../packages/real-parts/src/index.ts';
import { runProgram } from './checks/runProgram.ts';

const SUFFIX = '.bench.ts';

void main(process.argv.slice(2)).then(exitCode => process.exit(exitCode));

async function main(asked: string[]): Promise<number> {
  const root = repoRoot();
  const known = readdirSync(join(root, 'bench'))
    .filter(file => file.endsWith(SUFFIX))
    .map(file => file.slice(0, -SUFFIX.length))
    .sort();
  const unknown = asked.filter(name => !known.includes(name));
  if (unknown.length > 0 || known.length === 0) {
    const names = known.join(', ') || 'none yet';
    console.error(`No such bench: ${unknown.join(', ')}. Known: ${names}.`);
    return 2;
  }
  let exitCode = 0;
  for (const name of asked.length > 0 ? asked : known) {
    const { code } = await runProgram({
      file: process.execPath,
      args: [...process.execArgv, join(root, 'bench', `${name}${SUFFIX}`)],
      cwd: root,
      output: 'shown',
    });
    if (code !== 0) exitCode = 1;
  }
  return exitCode;
}
