import { join } from 'node:path';
import { ensurePython } from './ensurePython.ts';
import { prefectEnv, type PrefectAccess } from './prefectEnv.ts';
import { runCommand, type CommandOutput } from './runCommand.ts';

/** A command of the `prefect` program. */
export interface PrefectCommand {
  /** The server that it talks to, and where its home may be. */
  prefect: PrefectAccess & { dir: string };
  /** Such as `['deploy', '--all']`. */
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** Runs the real `prefect` program, never asking anything. Throws `PartError`. */
export async function prefectCli(
  command: PrefectCommand,
): Promise<CommandOutput> {
  const { prefect, args, cwd = prefect.dir, env } = command;
  const python = await ensurePython();
  return runCommand({
    name: `prefect ${args.join(' ')}`,
    file: python.prefect,
    args: ['--no-prompt', ...args],
    cwd,
    env: { ...prefectEnv(python, join(prefect.dir, 'cli'), prefect), ...env },
  });
}
