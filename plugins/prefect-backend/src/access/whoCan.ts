import type {
  AccessFacts,
  DecisionContext,
  PolicySet,
} from '@backstage-prefect/policies';
import type { GrantHolder } from '../grants';
import type { Person } from '../people';
import type { Action, Entitled, Resource } from './Access';

/** Who may do something, by the policies or by a grant where no policy forbids it. */
export function whoCan(
  policies: PolicySet,
  about: {
    readonly action: Action;
    readonly on: Resource;
    readonly context: DecisionContext | undefined;
    readonly facts: AccessFacts;
    readonly people: readonly Person[];
    readonly granted: readonly GrantHolder[];
  },
): Entitled[] {
  const { action, on, context, facts, people, granted } = about;
  return people.flatMap(({ ref, name, ownershipRefs }): Entitled[] => {
    const asked = {
      principal: { kind: 'user', ref, ownershipRefs },
      context,
      resource: { deployment: on.deployment, facts },
    } as const;
    // Who may not view it is told that it is not there, whatever the action.
    if (!policies.decide({ ...asked, action: 'view' }).allowed) return [];
    const verdict = policies.decide({ ...asked, action });
    if (verdict.allowed) {
      return [{ ref, name, policies: verdict.policies, grant: undefined }];
    }
    const isForbidden = verdict.policies.length > 0;
    const grant = granted.find(
      held => held.principal === ref && held.right === action,
    );
    return grant && !isForbidden
      ? [{ ref, name, policies: [], grant: grant.id }]
      : [];
  });
}
