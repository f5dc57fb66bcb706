import { UnknownError, type Principal } from '../../access';
import type { Key } from '../../mirror';
import type { RunsDeps } from '../RunsDeps';
import type { DeploymentRow } from './DeploymentRow';
import { visibleDeployments } from './visibleRuns';

/** @throws UnknownError when it is not there or may not be viewed */
export async function findDeployment(
  { db, access }: RunsDeps,
  by: Principal,
  key: Key,
): Promise<DeploymentRow> {
  const row: DeploymentRow | undefined = await visibleDeployments(
    db,
    await access.viewScope(by),
  )
    .where('d.instance', key.instance)
    .where('d.id', key.id.toLowerCase())
    .first('d.*');
  if (!row) throw new UnknownError();
  return row;
}
