import { join } from 'node:path';
import {
  authHeaders,
  createWorkPool,
  deployAll,
  startPrefect,
  startWorker,
  type PartError,
  type Prefect,
  type PrefectAccess,
} from '../../packages/real-parts/src/index.ts';
import type { StartedInstance } from './DemoInstance.ts';
import { hashFiles } from './hashFiles.ts';
import { whenChanged } from './whenChanged.ts';

/** The work pool that the example deployments name. */
const WORK_POOL = 'demo';
const FLOWS = 'examples/flows';

/** The example flows' directory, as their `prefect.yaml` finds it. */
const flowsEnv = (root: string) => ({ EXAMPLES_DIR: join(root, 'examples') });

/** Somebody's own Prefect, once it has answered with the given credential. */
export async function reachOwnPrefect(access: PrefectAccess): Promise<void> {
  const { status } = await fetch(`${access.apiUrl}/admin/version`, {
    headers: authHeaders(access),
  }).catch(() => {
    throw new Error(
      `There is no Prefect at ${access.apiUrl}. Is it running, and is --prefect-url right?`,
    );
  });
  if (status === 401 || status === 403) {
    throw new Error(
      `The Prefect at ${access.apiUrl} refuses the credential: give it with --prefect-auth user:password.`,
    );
  }
  if (status !== 200) {
    throw new Error(
      `What answers at ${access.apiUrl} is no Prefect API (status ${status}). --prefect-url must name one.`,
    );
  }
}

/** A server of the demo's own, with the example deployments' work pool. */
export async function startDemoPrefect(
  { directory, port, authString }: StartedInstance,
  dataDir: string,
): Promise<Prefect> {
  const dir = join(dataDir, directory);
  const prefect = await startPrefect({ dir, port, authString });
  await createWorkPool({ prefect, name: WORK_POOL });
  return prefect;
}

/** Executes what runs are due, a few at once so that the machine stays usable. */
export function startDemoWorker(
  root: string,
  prefect: Prefect,
): Promise<{ crashed: Promise<PartError> }> {
  return startWorker({
    prefect,
    pool: WORK_POOL,
    name: 'demo-worker',
    cwd: join(root, 'examples'),
    limit: 5,
    env: flowsEnv(root),
  });
}

/** Deploys an instance's example flows when they have changed since the last time. */
export function deployExamples(
  root: string,
  prefect: Prefect,
  { projectFile }: StartedInstance,
): Promise<'done' | 'fresh'> {
  const freshness = {
    stampFile: join(prefect.dir, 'deployed'),
    stamp: hashFiles(root, [FLOWS, 'scripts/python/requirements.txt']),
  };
  return whenChanged(freshness, () =>
    deployAll({
      prefect,
      dir: join(root, FLOWS),
      file: projectFile,
      env: flowsEnv(root),
    }),
  );
}
