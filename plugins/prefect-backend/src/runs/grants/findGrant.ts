import { UnknownError, type Decision, type Principal } from '../../access';
import type { Grant } from '../../grants';
import type { RunsDeps } from '../RunsDeps';

/** A grant, and what whoever looks at it may decide about it. */
export type SeenGrant = {
  readonly grant: Grant;
  /** Whether the policies let them approve what it is for. */
  readonly approve: Decision;
};

/**
 * Who asked sees it, and who may approve it or read about it in the ledger.
 * @throws UnknownError for everybody else
 */
export async function findGrant(
  deps: RunsDeps,
  by: Principal,
  id: string,
): Promise<SeenGrant> {
  const grant = await deps.grants.find(id);
  if (!grant) throw new UnknownError();
  const { instance, id: deployment } = grant.deployment;
  const [{ approve, audit }] = await deps.access.decideEach(
    by,
    ['approve', 'audit'],
    [{ instance, deployment }],
    { right: grant.right },
  );
  if (grant.principal !== by.ref && !approve.allowed && !audit.allowed) {
    throw new UnknownError();
  }
  return { grant, approve };
}
