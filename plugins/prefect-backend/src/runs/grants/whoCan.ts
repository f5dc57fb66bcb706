import type { Entitled as EntitledView } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal, Right } from '../../access';
import type { Key } from '../../mirror';
import { findDeployment } from '../read/findDeployment';
import type { RunsDeps } from '../RunsDeps';
import { toEntitled } from './getAccessOffer';

/**
 * Everybody whom the policies or a grant let do something with a deployment.
 * @throws UnknownError when the deployment is not there or may not be viewed
 */
export async function whoCan(
  deps: RunsDeps,
  by: Principal,
  { deployment, right }: { deployment: Key; right: Right },
): Promise<EntitledView[]> {
  const { instance, id } = await findDeployment(deps, by, deployment);
  const people = await deps.access.whoCan(right, { instance, deployment: id });
  return people.map(toEntitled);
}
