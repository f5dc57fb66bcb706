import { fork, type ChildProcess } from 'node:child_process';
import { buildHost } from './buildHost.ts';

/** Of 512 MB that a container has this much may be heap, MB. */
const HEAP_MB = 256;

/** Starts a program of `host/`, built as it is deployed. */
export async function forkHost(
  file: string,
  options: object,
): Promise<ChildProcess> {
  return fork(await buildHost(file), [JSON.stringify(options)], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=8'],
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}
