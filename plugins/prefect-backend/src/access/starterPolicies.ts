import type { Action, Principal } from './Access';
import type { DeploymentScope } from './DeploymentScope';

/** A named rule that allows an action on some deployments. Nothing else allows. */
export type Policy = {
  /** Shown to people and written to records. */
  readonly id: string;
  readonly action: Action;
  readonly allows: (principal: Principal) => DeploymentScope;
};

const isOwner = (principal: Principal): DeploymentScope => ({
  rule: 'IS_OWNER',
  refs: principal.ownershipRefs,
});

/**
 * Everybody signed in may view what is not restricted; members of the owning group may
 * view, run, operate and schedule. The closest policy of an action comes last: it is the
 * one that a denial names.
 */
const starterPolicies: readonly Policy[] = [
  {
    id: 'everyone-view',
    action: 'view',
    allows: () => ({
      not: { rule: 'HAS_SENSITIVITY', sensitivity: 'restricted' },
    }),
  },
  { id: 'owners-view', action: 'view', allows: isOwner },
  { id: 'owners-run', action: 'run', allows: isOwner },
  { id: 'owners-operate', action: 'operate', allows: isOwner },
  { id: 'owners-schedule', action: 'schedule', allows: isOwner },
];

/** The policies that can allow the action. */
export function policiesFor(action: Action): Policy[] {
  return starterPolicies.filter(policy => policy.action === action);
}
