import {
  type AccessFacts,
  findNearMiss,
  type PolicyRequest,
  type PolicySet,
} from '@backstage-prefect/policies';
import type { LiveGrant } from '../grants';
import type {
  Action,
  AskContext,
  Decision,
  Principal,
  Resource,
} from './Access';
import type { Ceilings } from './Ceiling';
import {
  allowedBy,
  allowedByGrant,
  deniedByCeiling,
  deniedByForbid,
  deniedByGrant,
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
  readonly context: AskContext | undefined;
  /** Undefined when nothing is known of the resource. */
  readonly facts: AccessFacts | undefined;
  readonly ceilings: Ceilings;
  /** Those in force that the principal has for this resource. */
  readonly grants: readonly LiveGrant[];
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
  if (!verdict.allowed && verdict.policies.length > 0) {
    return deniedByForbid(
      action,
      verdict.policies.map(id => policies.find(id)!),
    );
  }
  const given = verdict.allowed
    ? allowedBy(verdict.policies)
    : byGrant(question) ??
      deniedForLackOfPermit(action, {
        on,
        facts,
        nearMiss: findNearMiss(policies, request),
      });
  return given.allowed && !isInScope(ceilings[action], facts)
    ? deniedByCeiling(action)
    : given;
}

/** What grants say where no policy allows; undefined when there is none for this. */
function byGrant({
  action,
  context,
  grants,
}: Question): Omit<Decision, 'version'> | undefined {
  const forThis = grants.filter(
    ({ right, usedBy, expiresAt }) =>
      right === action &&
      (usedBy === undefined || usedBy === context?.key) &&
      // What begins later than that is not within the time that was approved.
      isBy(context?.startsAt, expiresAt),
  );
  const fitting = forThis.find(
    ({ digest }) =>
      digest === undefined ||
      context?.digest === undefined ||
      digest === context.digest,
  );
  if (fitting) return allowedByGrant(fitting);
  return forThis.length > 0 ? deniedByGrant(action) : undefined;
}

function isBy(
  startsAt: string | undefined,
  expiresAt: string | undefined,
): boolean {
  return (
    startsAt === undefined ||
    (expiresAt !== undefined && Date.parse(startsAt) <= Date.parse(expiresAt))
  );
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
    // Without the digest, which no policy knows of: kept answers would never be asked again.
    context: context && { overrides: context.overrides, right: context.right },
    resource: { deployment: on.deployment, facts },
  };
}
