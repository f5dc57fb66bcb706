import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

/** Starts a program of `host/` that imports the plugin's own code. */
export function forkHost(file: string, options: object): ChildProcess {
  const root = repoRoot();
  const transform = createRequire(
    join(root, 'packages/backend/package.json'),
  ).resolve('@backstage/cli/config/nodeTransform.cjs');
  return fork(join(root, 'bench/lib/host', file), [JSON.stringify(options)], {
    execArgv: ['--require', transform],
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
