import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { guardMark, releaseMark } from './guarded.ts';
import { MARK_VARIABLE, marksWith } from './ownedProcesses.ts';
import { PartError } from './PartError.ts';

/** A command that runs to its end. */
export interface Command {
  /** How it is called in messages, such as `prefect deploy`. */
  name: string;
  file: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Default 120,000 ms. */
  timeoutMs?: number;
}

/** What a command printed. */
export interface CommandOutput {
  stdout: string;
  stderr: string;
}

const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024;
const LINES_SHOWN = 20;

/** Runs a command to its end. Throws {@link PartError} when it fails. */
export function runCommand(command: Command): Promise<CommandOutput> {
  const { name, file, args, cwd, env, timeoutMs = 120_000 } = command;
  const mark = `command-${randomUUID()}`;
  const options = {
    cwd,
    env: { ...env, [MARK_VARIABLE]: marksWith(mark) },
    timeout: timeoutMs,
    maxBuffer: OUTPUT_LIMIT_BYTES,
  };
  guardMark(mark);
  return new Promise((resolve, reject) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      releaseMark(mark);
      if (!error) {
        resolve({ stdout, stderr });
        return;
      }
      const how = error.killed
        ? `did not end within ${Math.round(timeoutMs / 1000)} s`
        : `failed (${error.code ?? error.signal ?? error.message})`;
      const lines = `${stdout}\n${stderr}`.trim().split('\n');
      reject(new PartError(name, how, lines.slice(-LINES_SHOWN).join('\n')));
    });
  });
}
