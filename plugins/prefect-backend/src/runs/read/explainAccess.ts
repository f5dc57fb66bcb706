import type { Decision as DecisionView } from '@backstage-prefect/backstage-plugin-prefect-common';
import { RIGHTS, type Right, type Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import { findDeployment } from './findDeployment';
import { keyOf, ownershipByDeployment } from './ownership';
import { toDecision } from './toDeployments';

/** What somebody may do with a deployment, why, and what that was decided from. */
export type AccessExplanation = {
  /** flow/deployment */
  readonly title: string;
  readonly owners: string[];
  readonly sensitivity: 'normal' | 'restricted';
  /** Who asks, and the user and groups they own things through. */
  readonly asker: { readonly user: string; readonly ownershipRefs: string[] };
  readonly decisions: Array<DecisionView & { readonly action: Right }>;
};

/**
 * Asks for the decision on each action, as the use cases themselves do.
 *
 * @throws UnknownError when it is not there or may not be viewed
 */
export async function explainAccess(
  deps: RunsDeps,
  by: Principal,
  key: Key,
): Promise<AccessExplanation> {
  const { instance, id, title } = await findDeployment(deps, by, key);
  const on = { instance, deployment: id };
  const [ownerships, [decisions]] = await Promise.all([
    ownershipByDeployment(deps, [{ instance, id }]),
    deps.access.decideEach(by, RIGHTS, [on]),
  ]);
  const ownership = ownerships.get(keyOf(instance, id));
  return {
    title,
    owners: [...(ownership?.owners ?? [])],
    sensitivity: ownership?.sensitivity ?? 'normal',
    asker: { user: by.ref, ownershipRefs: [...by.ownershipRefs] },
    decisions: RIGHTS.map(action => ({
      action,
      ...toDecision(decisions[action]),
    })),
  };
}
