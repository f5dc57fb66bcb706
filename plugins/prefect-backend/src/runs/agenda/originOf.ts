import type { ScheduleOrigin } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { ScheduleFacts } from './ScheduleFacts';

/** When Prefect says that something was written. */
export type Written = {
  readonly created: string | null;
  readonly updated: string | null;
};

/** One deploy writes the deployment and its schedules within this time. */
const DEPLOY_MS = 10_000;
/** What Prefect writes at creation differs by microseconds. */
const SAME_MS = 1_000;

/**
 * How a schedule came to be what it is, told from when Prefect wrote it and its
 * deployment. Prefect has no users, knows no file and keeps no history (3.8.8): a deploy
 * writes both, a change of a schedule only the schedule, and pausing all schedules only
 * the deployment, after which earlier changes look like an earlier deploy.
 */
export function originOf(
  { created, updated, edit }: Pick<ScheduleFacts, keyof Written | 'edit'>,
  deployment: Written,
): ScheduleOrigin {
  if (created === null || updated === null || deployment.updated === null) {
    return { kind: 'unknown', at: null, by: null };
  }
  if (edit?.updated === updated) {
    return { kind: 'edited', at: updated, by: edit.userRef };
  }
  const isChanged = Date.parse(updated) - Date.parse(created) > SAME_MS;
  const at = isChanged ? updated : created;
  const isOfDeploy =
    isNear(at, deployment.updated) ||
    (!isChanged && isNear(at, deployment.created));
  if (isOfDeploy) return { kind: 'deploy', at, by: null };
  if (Date.parse(at) < Date.parse(deployment.updated)) {
    return { kind: 'unknown', at, by: null };
  }
  return { kind: isChanged ? 'edited' : 'added', at, by: null };
}

function isNear(at: string, other: string | null): boolean {
  return (
    other !== null && Math.abs(Date.parse(at) - Date.parse(other)) <= DEPLOY_MS
  );
}
