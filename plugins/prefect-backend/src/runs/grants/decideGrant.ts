import type { Decision, Principal } from '../../access';
import type { Grant, Speaker } from '../../grants';
import { InvalidRequestError } from '../InvalidRequestError';
import type { RunsDeps } from '../RunsDeps';
import { findGrant } from './findGrant';
import { mayApprove } from './mayApprove';
import { recordGrant } from './recordGrant';

/** What somebody says about a right that another asks for or has. */
export type DecideGrant = {
  readonly id: string;
  readonly reason: string;
};

type Say = (said: Speaker, grant: Grant) => Promise<Grant>;

/**
 * Gives a right, or one of the voices that it needs.
 * @throws UnknownError, DeniedError, GrantConflictError
 */
export function approveGrant(
  deps: RunsDeps,
  by: Principal,
  decided: DecideGrant,
): Promise<Grant> {
  return say(deps, { by, decided, event: 'grant-approve' }, (said, { id }) =>
    deps.grants.approve(id, said),
  );
}

/**
 * Says no, for all who could have said yes.
 * @throws UnknownError, DeniedError, GrantConflictError, InvalidRequestError
 */
export function refuseGrant(
  deps: RunsDeps,
  by: Principal,
  decided: DecideGrant,
): Promise<Grant> {
  assertReason(decided);
  return say(deps, { by, decided, event: 'grant-refuse' }, (said, { id }) =>
    deps.grants.refuse(id, said),
  );
}

/**
 * Closes the review of what was taken without being asked.
 * @throws UnknownError, DeniedError, GrantConflictError, InvalidRequestError
 */
export function reviewGrant(
  deps: RunsDeps,
  by: Principal,
  decided: DecideGrant,
): Promise<Grant> {
  assertReason(decided);
  return say(deps, { by, decided, event: 'grant-review' }, (said, { id }) =>
    deps.grants.review(id, said),
  );
}

/**
 * Takes back what is in force: whoever has it may, and whoever may approve.
 * @throws UnknownError, DeniedError, GrantConflictError, InvalidRequestError
 */
export async function revokeGrant(
  deps: RunsDeps,
  by: Principal,
  decided: DecideGrant,
): Promise<Grant> {
  assertReason(decided);
  const { grant, approve } = await findGrant(deps, by, decided.id);
  return record(
    deps,
    {
      by,
      grant,
      event: 'grant-revoke',
      reason: decided.reason,
      decision: grant.principal === by.ref ? itIsYours(approve) : approve,
    },
    said => deps.grants.revoke(grant.id, said),
  );
}

/**
 * Does not want any more what one has asked for.
 * @throws UnknownError, DeniedError, GrantConflictError
 */
export async function withdrawGrant(
  deps: RunsDeps,
  by: Principal,
  id: string,
): Promise<Grant> {
  const { grant, approve } = await findGrant(deps, by, id);
  return record(
    deps,
    {
      by,
      grant,
      event: 'grant-withdraw',
      reason: '',
      decision:
        grant.principal === by.ref
          ? itIsYours(approve)
          : {
              ...approve,
              allowed: false,
              reason:
                'Only who asked for it may withdraw it. You may refuse it.',
            },
    },
    () => deps.grants.withdraw(grant.id),
  );
}

async function say(
  deps: RunsDeps,
  {
    by,
    decided,
    event,
  }: { by: Principal; decided: DecideGrant; event: string },
  effect: Say,
): Promise<Grant> {
  const seen = await findGrant(deps, by, decided.id);
  const decision = await mayApprove(deps, by, seen);
  return record(
    deps,
    { by, grant: seen.grant, event, reason: decided.reason, decision },
    said => effect(said, seen.grant),
  );
}

function record(
  deps: RunsDeps,
  act: {
    readonly by: Principal;
    readonly grant: Grant;
    readonly event: string;
    readonly reason: string;
    readonly decision: Decision;
  },
  effect: (said: Speaker) => Promise<Grant>,
): Promise<Grant> {
  const { by, grant, event, decision } = act;
  const reason = act.reason.trim();
  return recordGrant(
    deps,
    {
      by,
      on: grant.deployment,
      event,
      decision,
      grant,
      meta: {
        title: grant.title,
        right: grant.right,
        for: grant.principal,
        reason,
      },
    },
    async () =>
      effect({ by: by.ref, human: await deps.people.humanOf(by.ref), reason }),
  );
}

/** What is one's own one may always give back. */
function itIsYours({ version }: Decision): Decision {
  return {
    allowed: true,
    reason: 'It is yours.',
    policy: undefined,
    policies: [],
    version,
  };
}

function assertReason({ reason }: DecideGrant): void {
  if (reason.trim() === '') {
    throw new InvalidRequestError(
      'Say why: whoever asked and auditors read it.',
    );
  }
}
