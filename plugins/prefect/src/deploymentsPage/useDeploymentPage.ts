import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { deploymentsQuery, prefectApiRef } from '../api';
import { useOwners } from '../filters';
import type { DeploymentFilter } from './deploymentFilter';

/** Rows of a full page. */
export const PAGE_SIZE = 50;

/** A page of the deployments that match; the first without a cursor. */
export function useDeploymentPage(
  filter: DeploymentFilter,
  cursor: string | undefined,
) {
  const owner = useOwners(filter.owner);
  return useQuery({
    ...deploymentsQuery(useApi(prefectApiRef), {
      ...filter,
      owner,
      cursor,
      limit: PAGE_SIZE,
    }),
    enabled: owner !== undefined,
  });
}
