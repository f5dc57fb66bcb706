import type { Grant as GrantView } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../../access';
import type { RunsDeps } from '../RunsDeps';
import { findGrant } from './findGrant';
import { toGrantViews } from './toGrantView';

/** @throws UnknownError when it is not there or not for the one who asks */
export async function getGrant(
  deps: RunsDeps,
  by: Principal,
  id: string,
): Promise<GrantView> {
  const [view] = await toGrantViews(deps, by, [await findGrant(deps, by, id)]);
  return view;
}
