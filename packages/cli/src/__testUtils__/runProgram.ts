import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const PROGRAM = join(__dirname, '../../bin/backstage-prefect.cjs');

/** How the program ended, and what it wrote. */
export type Ran = {
  readonly code: number;
  readonly out: string;
  readonly err: string;
};

/** Runs the program as a user does, in a process of its own. */
export async function runProgram(
  args: readonly string[],
  options: { readonly cwd: string },
): Promise<Ran> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    // That of Jest is not for programs.
    env: { PATH: process.env.PATH },
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, out, err };
}
