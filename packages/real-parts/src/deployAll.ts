import { prefectCli } from './prefectCli.ts';
import type { PrefectAccess } from './prefectEnv.ts';

/** Deploys everything that the `prefect.yaml` in `dir` names. Throws `PartError`. */
export async function deployAll(options: {
  prefect: PrefectAccess & { dir: string };
  dir: string;
  env?: Record<string, string>;
}): Promise<void> {
  await prefectCli({
    prefect: options.prefect,
    args: ['deploy', '--all'],
    cwd: options.dir,
    env: options.env,
  });
}
