import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import {
  ANNOTATION_DEPLOYMENT,
  prefectAccessApprovePermission,
  prefectAccessBreakGlassPermission,
  prefectAccessRequestPermission,
  prefectDeploymentOperatePermission,
  prefectDeploymentRunPermission,
  prefectDeploymentSchedulePermission,
  prefectDeploymentViewPermission,
  prefectLedgerReadPermission,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type {
  AccessFacts,
  NearMiss,
  Policy,
} from '@backstage-prefect/policies';
import type { LiveGrant } from '../grants';
import type { Action, Decision, Resource } from './Access';

/** The Backstage permission that is the ceiling of each action. */
export const permissionOf = {
  view: prefectDeploymentViewPermission,
  run: prefectDeploymentRunPermission,
  operate: prefectDeploymentOperatePermission,
  schedule: prefectDeploymentSchedulePermission,
  request: prefectAccessRequestPermission,
  breakGlass: prefectAccessBreakGlassPermission,
  approve: prefectAccessApprovePermission,
  audit: prefectLedgerReadPermission,
} as const;

/** The one text for what is not there and what one may not know of. */
export const UNKNOWN = 'Not here, deleted, or not yours to see.';

const phrases: Record<Action, string> = {
  view: 'view this',
  run: 'run this',
  operate: 'operate its runs',
  schedule: 'change its schedules',
  request: 'ask for this',
  breakGlass: 'take this without being asked',
  approve: 'approve this',
  audit: 'read what the ledger has about this',
};

type Explained = Omit<Decision, 'version'>;

/** The decision about what one may not view: the same as for what does not exist. */
export const unknown: Explained = {
  allowed: false,
  reason: UNKNOWN,
  policy: undefined,
  policies: [],
};

/** The decision about everything while no policies are in force. */
export const NO_POLICIES: Decision = {
  allowed: false,
  reason:
    'Nobody may do anything: the policies of this portal cannot be read. Ask whoever runs the portal.',
  policy: undefined,
  policies: [],
  version: undefined,
};

/** An allow, by these policies. */
export const allowedBy = (policies: readonly string[]): Explained => ({
  allowed: true,
  reason: `Allowed by ${policies[0]}.`,
  policy: policies[0],
  policies,
});

/** An allow by somebody else, for some time. */
export const allowedByGrant = ({ id, expiresAt }: LiveGrant): Explained => ({
  allowed: true,
  reason: `Allowed by a grant until ${expiresAt}.`,
  policy: undefined,
  policies: [],
  grant: id,
});

/** A deny of other parameters than those that were approved. */
export const deniedByGrant = (action: Action): Explained => ({
  allowed: false,
  reason: `You may not ${phrases[action]} with these parameters: your grant is for those that were approved.`,
  policy: undefined,
  policies: [],
});

/** A deny because Backstage's permissions do not go that far. */
export const deniedByCeiling = (action: Action): Explained => ({
  allowed: false,
  reason: `You may not ${phrases[action]}: this portal's permission policy does not give you ${permissionOf[action].name}. Ask whoever runs the portal.`,
  policy: permissionOf[action].name,
  policies: [],
});

/** A deny by policies that win over every permit; they may say why themselves. */
export function deniedByForbid(
  action: Action,
  forbidding: readonly Pick<Policy, 'id' | 'reason'>[],
): Explained {
  const reasons = forbidding.flatMap(({ reason }) => reason ?? []);
  const [{ id }] = forbidding;
  return {
    allowed: false,
    reason: [
      `You may not ${phrases[action]}: ${id} forbids it.`,
      ...reasons,
    ].join(' '),
    policy: id,
    policies: forbidding.map(policy => policy.id),
  };
}

/** A deny because no policy allows; names the closest and whom it is for. */
export function deniedForLackOfPermit(
  action: Action,
  about: { on: Resource; facts: AccessFacts; nearMiss: NearMiss | undefined },
): Explained {
  return {
    allowed: false,
    reason: reasonOf(action, about.on, about.nearMiss),
    policy: about.nearMiss?.policy,
    policies: [],
  };
}

function reasonOf(
  action: Action,
  on: Resource,
  nearMiss: NearMiss | undefined,
): string {
  const phrase = phrases[action];
  if (!nearMiss) return `You may not ${phrase}: no policy allows it.`;
  const { policy, missing } = nearMiss;
  switch (missing.what) {
    case 'membership':
      return closest(phrase, policy, missing.of.map(nameOf).sort().join(', '));
    case 'openness':
      return closest(phrase, policy, 'what is not restricted');
    default:
      return on.deployment === undefined
        ? `This run belongs to no deployment, so nobody owns it and nobody may ${phrase} from here.`
        : `Nobody owns this deployment, so nobody may ${phrase.replace(
            'this',
            'it',
          )}. Add a ${ANNOTATION_DEPLOYMENT} annotation to the component that it belongs to.`;
  }
}

function closest(phrase: string, policy: string, whom: string): string {
  return `You may not ${phrase}. Closest policy: ${policy}, for ${whom}.`;
}

/** `team-payments` for `group:default/team-payments`. */
function nameOf(ref: string): string {
  const { namespace, name } = parseEntityRef(ref);
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}
