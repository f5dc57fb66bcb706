import type { Action, Decision, Principal, Resource } from './Access';
import type { AccessFacts } from './AccessFacts';
import type { Ceilings } from './Ceiling';
import {
  allowedBy,
  deniedByCeiling,
  deniedByPolicies,
  unknown,
} from './explain';
import { isInScope } from './isInScope';
import { policiesFor, type Policy } from './starterPolicies';

/** A question with everything that is needed to answer it. */
export type Question = {
  readonly principal: Principal;
  readonly action: Action;
  readonly on: Resource;
  /** Undefined when nothing is known of the resource. */
  readonly facts: AccessFacts | undefined;
  readonly ceilings: Ceilings;
};

/** Decides. Who may not view is told that it is not there, whatever the action. */
export function judge(question: Question): Decision {
  const { action, facts, ceilings } = question;
  if (!facts || !mayView(question, facts)) {
    return unknown;
  }
  const policies = policiesFor(action);
  const allowing = policies.find(policy => allows(policy, question, facts));
  if (!allowing) {
    const closest = policies[policies.length - 1];
    return deniedByPolicies(action, { on: question.on, facts, closest });
  }
  return isInScope(ceilings[action], facts)
    ? allowedBy(allowing)
    : deniedByCeiling(action);
}

function mayView(question: Question, facts: AccessFacts): boolean {
  return (
    isInScope(question.ceilings.view, facts) &&
    policiesFor('view').some(policy => allows(policy, question, facts))
  );
}

function allows(
  policy: Policy,
  { principal }: Question,
  facts: AccessFacts,
): boolean {
  return isInScope(policy.allows(principal), facts);
}
