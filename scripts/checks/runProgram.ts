import { spawn } from 'node:child_process';

/** A program that runs to its end. */
export interface Program {
  file: string;
  args: string[];
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** `shown` as it comes, `captured` and given back, or both. */
  output: 'shown' | 'captured' | 'both';
}

/** How a program ended; a signal counts as exit code 1. */
export interface ProgramEnd {
  code: number;
  output: string;
}

/** Runs a program to its end; Ctrl-C reaches it through the terminal. */
export function runProgram(program: Program): Promise<ProgramEnd> {
  const { file, args, cwd, env = process.env, output } = program;
  const stdio = output === 'shown' ? 'inherit' : 'pipe';
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: ['ignore', stdio, stdio],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (output === 'both') process.stdout.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, output: text }));
  });
}
