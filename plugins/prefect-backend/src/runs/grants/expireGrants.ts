import type { Grant } from '../../grants';
import { GrantConflictError } from '../../grants';
import type { RunsDeps } from '../RunsDeps';
import { recordAct } from '../recordAct';

/** A principal for what time does. */
const TIME = { kind: 'system', ref: 'clock' };

/** Ends what is over by the clock, each with its entry. In force it was no more in any case. */
export async function expireGrants(deps: RunsDeps): Promise<void> {
  for (const grant of await deps.grants.due()) await expire(deps, grant);
}

async function expire(deps: RunsDeps, grant: Grant): Promise<void> {
  const { instance, id } = grant.deployment;
  try {
    await recordAct(
      deps,
      {
        principal: TIME,
        action: grant.state === 'waiting' ? 'grant-lapse' : 'grant-expire',
        resource: { instance, deployment: id, grant: grant.id },
        door: 'clock',
        decision: { allowed: true },
        meta: { title: grant.title, right: grant.right, for: grant.principal },
      },
      () => deps.grants.expire(grant),
    );
  } catch (error) {
    // Another replica was faster, or it was taken back in the same instant.
    if (!(error instanceof GrantConflictError)) throw error;
  }
}
