import {
  type AccessFacts,
  findNearMiss,
  type PolicyRequest,
  type PolicySet,
} from '@backstage-prefect/policies';
import type {
  Action,
  Decision,
  DecisionContext,
  Principal,
  Resource,
} from './Access';
import type { Ceilings } from './Ceiling';
import {
  allowedBy,
  deniedByCeiling,
  deniedByForbid,
  deniedForLackOfPermit,
  NO_POLICIES,
  unknown,
} from './explain';
import { isInScope } from './isInScope';

/** A question with everything that is needed to answer it. */
export type Question = {
  readonly principal: Principal;
  readonly action: Action;
  readonly on: Resource;
  /** What of the question is neither who nor what. */
  readonly context: DecisionContext | undefined;
  /** Undefined when nothing is known of the resource. */
  readonly facts: AccessFacts | undefined;
  readonly ceilings: Ceilings;
  /** Undefined when none are in force. */
  readonly policies: PolicySet | undefined;
};

/** Decides. Who may not view is told that it is not there, whatever the action. */
export function judge(question: Question): Decision {
  const { policies } = question;
  if (!policies) return NO_POLICIES;
  return { ...judgeBy(policies, question), version: policies.version };
}

function judgeBy(
  policies: PolicySet,
  question: Question,
): Omit<Decision, 'version'> {
  const { action, facts, ceilings, on } = question;
  if (!facts || !mayView(policies, question, facts)) return unknown;
  const request = requestOf(question, facts);
  const verdict = policies.decide(request);
  if (!verdict.allowed) {
    const forbidding = verdict.policies.map(id => policies.find(id)!);
    return forbidding.length > 0
      ? deniedByForbid(action, forbidding)
      : deniedForLackOfPermit(action, {
          on,
          facts,
          nearMiss: findNearMiss(policies, request),
        });
  }
  return isInScope(ceilings[action], facts)
    ? allowedBy(verdict.policies)
    : deniedByCeiling(action);
}

function mayView(
  policies: PolicySet,
  question: Question,
  facts: AccessFacts,
): boolean {
  return (
    isInScope(question.ceilings.view, facts) &&
    policies.decide({ ...requestOf(question, facts), action: 'view' }).allowed
  );
}

function requestOf(
  { principal, action, on, context }: Question,
  facts: AccessFacts,
): PolicyRequest {
  return {
    principal,
    action,
    context,
    resource: { deployment: on.deployment, facts },
  };
}
