import {
  findNearMiss,
  type NearMiss,
  type Policy,
  type PolicyRequest,
  type PolicySet,
} from '@backstage-prefect/policies';
import { nameOfResource } from './nameOfResource';

/** A verdict with what gave it and, when nothing did, with what would. */
export type Explanation = {
  readonly allowed: boolean;
  /** Those that allowed, or that forbade. */
  readonly policies: readonly Policy[];
  /** Only where no policy says anything. */
  readonly nearMiss: NearMiss | undefined;
};

/** Why policies answer as they do. */
export function explainVerdict(
  set: PolicySet,
  request: PolicyRequest,
): Explanation {
  const { allowed, policies } = set.decide(request);
  return {
    allowed,
    policies: policies.flatMap(id => set.find(id) ?? []),
    nearMiss:
      allowed || policies.length > 0 ? undefined : findNearMiss(set, request),
  };
}

/** The same in sentences, one a line. */
export function describeExplanation(
  set: PolicySet,
  request: PolicyRequest,
  { allowed, policies, nearMiss }: Explanation,
): string[] {
  const { principal, action, resource } = request;
  const may = allowed ? 'may' : 'may not';
  const name = nameOfResource(resource);
  return [
    `${principal.ref} ${may} ${action} ${name}.`,
    ...policies.map(policy =>
      [`${idWithPlace(policy)} ${allowed ? 'allows' : 'forbids'} it.`]
        .concat(policy.reason ?? [])
        .join(' '),
    ),
    ...(allowed || policies.length > 0 ? [] : [lack(set, nearMiss)]),
  ];
}

function lack(set: PolicySet, nearMiss: NearMiss | undefined): string {
  const policy = nearMiss && set.find(nearMiss.policy);
  if (!policy) return 'No policy allows it.';
  return `No policy allows it. Closest: ${idWithPlace(policy)}, ${missing(
    nearMiss,
  )}.`;
}

function missing({ missing: lacks }: NearMiss): string {
  switch (lacks.what) {
    case 'membership':
      return `for members of ${[...lacks.of].sort().join(', ')}`;
    case 'openness':
      return 'for what is not restricted';
    default:
      return 'for its owners, and nobody owns it';
  }
}

function idWithPlace({ id, file, line }: Policy): string {
  return `${id} (${file}:${line})`;
}
