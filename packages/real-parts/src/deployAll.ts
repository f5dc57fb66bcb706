import { prefectCli } from './prefectCli.ts';
import type { PrefectAccess } from './prefectEnv.ts';

/** Deploys everything that a project file in `dir` names. Throws `PartError`. */
export async function deployAll(options: {
  prefect: PrefectAccess & { dir: string };
  dir: string;
  /** The project file; default `prefect.yaml`. */
  file?: string;
  env?: Record<string, string>;
}): Promise<void> {
  const { prefect, dir, file = 'prefect.yaml', env } = options;
  await prefectCli({
    prefect,
    args: ['deploy', '--all', '--prefect-file', file],
    cwd: dir,
    env,
  });
}
