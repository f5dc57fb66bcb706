import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_DEPLOYMENT,
  prefectDeploymentOperatePermission,
  prefectDeploymentRunPermission,
  prefectDeploymentSchedulePermission,
  prefectDeploymentViewPermission,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Action, Decision, Resource } from './Access';
import type { AccessFacts } from './AccessFacts';
import type { Policy } from './starterPolicies';

/** The Backstage permission that is the ceiling of each action. */
export const permissionOf = {
  view: prefectDeploymentViewPermission,
  run: prefectDeploymentRunPermission,
  operate: prefectDeploymentOperatePermission,
  schedule: prefectDeploymentSchedulePermission,
} as const;

/** The one text for what is not there and what one may not know of. */
export const UNKNOWN = 'Not here, deleted, or not yours to see.';

const phrases: Record<Action, string> = {
  view: 'view this',
  run: 'run this',
  operate: 'operate its runs',
  schedule: 'change its schedules',
};

/** The decision about what one may not view: the same as for what does not exist. */
export const unknown: Decision = {
  allowed: false,
  reason: UNKNOWN,
  policy: undefined,
};

/** An allow, by this policy. */
export const allowedBy = (policy: Policy): Decision => ({
  allowed: true,
  reason: `Allowed by ${policy.id}.`,
  policy: policy.id,
});

/** A deny because Backstage's permissions do not go that far. */
export const deniedByCeiling = (action: Action): Decision => ({
  allowed: false,
  reason: `You may not ${phrases[action]}: this portal's permission policy does not give you ${permissionOf[action].name}. Ask whoever runs the portal.`,
  policy: permissionOf[action].name,
});

/** A deny because no policy allows; names the closest and whom it is for. */
export function deniedByPolicies(
  action: Action,
  about: { on: Resource; facts: AccessFacts; closest: Policy },
): Decision {
  const { on, facts, closest } = about;
  return {
    allowed: false,
    reason: reasonOf(action, on, facts, closest),
    policy: closest.id,
  };
}

function reasonOf(
  action: Action,
  on: Resource,
  facts: AccessFacts,
  closest: Policy,
): string {
  const phrase = phrases[action];
  if (facts.owners.length > 0) {
    const owners = facts.owners.map(nameOf).sort().join(', ');
    return `You may not ${phrase}. Closest policy: ${closest.id}, for ${owners}.`;
  }
  if (on.deployment === undefined) {
    return `This run belongs to no deployment, so nobody owns it and nobody may ${phrase} from here.`;
  }
  return `Nobody owns this deployment, so nobody may ${phrase.replace(
    'this',
    'it',
  )}. Add a ${ANNOTATION_DEPLOYMENT} annotation to the component that it belongs to.`;
}

/** `team-payments` for `group:default/team-payments`. */
function nameOf(ref: string): string {
  const { namespace, name } = parseEntityRef(ref);
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}
