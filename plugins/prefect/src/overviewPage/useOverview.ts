import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { overviewQuery, prefectApiRef } from '../api';
import { useOwners } from '../filters';
import type { Scope } from './useScope';

/** The overview of a scope. */
export function useOverview(scope: Scope) {
  const owner = useOwners(scope.owner);
  return useQuery({
    ...overviewQuery(useApi(prefectApiRef), { owner }),
    enabled: scope.value !== undefined && owner !== undefined,
  });
}
