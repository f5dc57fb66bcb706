import type { Principal } from '../access';
import type { Key } from '../mirror';
import { perform } from './perform';
import { findDeployment } from './read/findDeployment';
import type { RunsDeps } from './RunsDeps';

/** Whether all schedules of a deployment rest or make runs. */
export type SetDeploymentPaused = {
  readonly deployment: Key;
  readonly schedules: 'paused' | 'active';
};

/** Pauses or resumes all schedules of a deployment. Runs can be started all the same. */
export async function setDeploymentPaused(
  deps: RunsDeps,
  by: Principal,
  { deployment, schedules }: SetDeploymentPaused,
): Promise<void> {
  const { instance, id, title } = await findDeployment(deps, by, deployment);
  await perform(
    deps,
    {
      by,
      action: 'schedule',
      on: { instance, deployment: id },
      event: schedules === 'paused' ? 'schedule-pause' : 'schedule-resume',
      meta: { title },
    },
    async (client, stamp) => {
      if (schedules === 'paused') await client.pauseDeployment(id, stamp);
      else await client.resumeDeployment(id, stamp);
      await deps.mirror.refreshDeployments(instance, [id]);
    },
  );
}
