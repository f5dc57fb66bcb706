import type { Decision, Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import type { SeenGrant } from './findGrant';

/**
 * Whether somebody may say yes or no: the policies let them, it is not theirs, and they could
 * have when it was asked for. Nobody approves what they asked for, in any role and through
 * any second identity, whatever a policy says.
 */
export async function mayApprove(
  { people }: Pick<RunsDeps, 'people'>,
  by: Principal,
  { grant, approve }: SeenGrant,
): Promise<Decision> {
  if (await people.isSamePerson(grant.principal, by.ref)) {
    return no(approve, 'Somebody else decides: it is you who asked for it.');
  }
  if (!approve.allowed) return approve;
  if (!(await people.list()).some(({ ref }) => ref === by.ref)) {
    return no(
      approve,
      'You are not in the catalog, so nobody knows who you are besides. Somebody who is decides.',
    );
  }
  const couldThen =
    grant.newcomersCount ||
    grant.kind === 'break-glass' ||
    grant.candidates.includes(by.ref);
  return couldThen
    ? approve
    : no(
        approve,
        'You may approve this since it was asked for, and so not this one. Somebody decides who could then, or it is asked for again.',
      );
}

function no(decision: Decision, reason: string): Decision {
  return { ...decision, allowed: false, reason, policies: [] };
}
