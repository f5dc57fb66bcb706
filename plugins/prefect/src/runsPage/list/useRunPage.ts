import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { prefectApiRef, runsQuery } from '../../api';
import { useOwners } from '../../filters';
import { useNow } from '../../kit';
import type { RunFilter } from '../runFilter';
import { runsRequest } from '../runRequests';

/** A page of the runs that match; the first without a cursor. */
export function useRunPage(filter: RunFilter, cursor: string | undefined) {
  const owner = useOwners(filter.owner);
  const now = useNow(60);
  return useQuery({
    ...runsQuery(
      useApi(prefectApiRef),
      runsRequest(filter, { now, owner: owner ?? [], cursor }),
    ),
    enabled: owner !== undefined,
  });
}
