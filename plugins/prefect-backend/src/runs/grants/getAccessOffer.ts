import type { AccessOffer } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { AskedRight, Entitled, Principal, Terms } from '../../access';
import type { Key } from '../../mirror';
import { findDeployment } from '../read/findDeployment';
import { toDecision } from '../read/toDeployments';
import type { RunsDeps } from '../RunsDeps';

/**
 * What of a right one may ask for, under which terms, and who could give it.
 * @throws UnknownError when the deployment is not there or may not be viewed
 */
export async function getAccessOffer(
  deps: RunsDeps,
  by: Principal,
  { deployment, right }: { deployment: Key; right: AskedRight },
): Promise<AccessOffer> {
  const { instance, id } = await findDeployment(deps, by, deployment);
  const offer = await deps.access.requestable(by, right, {
    instance,
    deployment: id,
  });
  return {
    request: toDecision(offer.request),
    terms: toTerms(offer.terms),
    breakGlass: toDecision(offer.breakGlass),
    breakGlassTerms: toTerms(offer.breakGlassTerms),
    approvers: offer.approvers.map(toEntitled),
  };
}

/** One of the catalog's people, and by what they may. */
export function toEntitled({ ref, name, policies, grant }: Entitled) {
  return { ref, name, policies: [...policies], grant: grant ?? null };
}

function toTerms(terms: Terms | undefined): AccessOffer['terms'] {
  if (!terms) return null;
  const { approvals, longestSeconds, uses, parameters } = terms;
  return { approvals, longestSeconds, uses, parameters };
}
