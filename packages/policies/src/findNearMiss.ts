import type { PolicyRequest } from './PolicyRequest';
import type { PolicySet } from './PolicySet';

/** A permit that one changed fact away would allow, and which fact that is. */
export type NearMiss = {
  /** Id of the permit. */
  readonly policy: string;
  readonly missing:
    | { readonly what: 'membership'; readonly of: readonly string[] }
    | { readonly what: 'owner' }
    | { readonly what: 'openness' };
};

type Change = {
  readonly missing: NearMiss['missing'];
  readonly request: PolicyRequest;
};

/**
 * The permit that is closest to allowing what none allows: changes one fact at a time, that of
 * ownership first, and asks the permits, each of which stands for itself.
 */
export function findNearMiss(
  policies: PolicySet,
  request: PolicyRequest,
): NearMiss | undefined {
  for (const { missing, request: changed } of changesOf(policies, request)) {
    const [policy] = policies.permitsFor(changed);
    if (policy) return { policy, missing };
  }
  return undefined;
}

function* changesOf(
  policies: PolicySet,
  request: PolicyRequest,
): Generator<Change> {
  const { owners } = request.resource.facts;
  if (owners.length > 0) {
    yield asMemberOf(request, owners);
  } else {
    yield { missing: { what: 'owner' }, request: asOwner(request) };
  }
  for (const group of groupsNamed(policies, request)) {
    yield asMemberOf(request, [group]);
  }
  yield {
    missing: { what: 'openness' },
    request: withFacts(request, { sensitivity: 'normal' }),
  };
}

function asMemberOf(request: PolicyRequest, groups: readonly string[]): Change {
  const { principal } = request;
  const ownershipRefs = [...principal.ownershipRefs, ...groups];
  return {
    missing: { what: 'membership', of: groups },
    request: { ...request, principal: { ...principal, ownershipRefs } },
  };
}

/** Asked by somebody who owns it alone. */
function asOwner(request: PolicyRequest): PolicyRequest {
  const { principal } = request;
  const asked = asMemberOf(request, [principal.ref]).request;
  return withFacts(asked, { owners: [principal.ref] });
}

function withFacts(
  request: PolicyRequest,
  facts: Partial<PolicyRequest['resource']['facts']>,
): PolicyRequest {
  const { resource } = request;
  return {
    ...request,
    resource: { ...resource, facts: { ...resource.facts, ...facts } },
  };
}

/** Groups that a permit of the action names, as platform teams are. */
function groupsNamed(
  policies: PolicySet,
  { action }: PolicyRequest,
): Set<string> {
  return new Set(
    policies
      .policiesFor(action)
      .filter(({ effect }) => effect === 'permit')
      .flatMap(({ names }) => names)
      .filter(({ type }) => type === 'Group')
      .map(({ id }) => id),
  );
}
