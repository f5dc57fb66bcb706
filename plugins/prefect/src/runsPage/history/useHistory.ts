import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { prefectApiRef, runHistoryQuery } from '../../api';
import { useOwners } from '../../filters';
import { useNow } from '../../kit';
import type { RunFilter } from '../runFilter';
import { historyRequest } from '../runRequests';

/** Counts of the runs that match, by time and state. */
export function useHistory(filter: RunFilter) {
  const owner = useOwners(filter.owner);
  const now = useNow(60);
  return useQuery({
    ...runHistoryQuery(
      useApi(prefectApiRef),
      historyRequest(filter, { now, owner: owner ?? [] }),
    ),
    enabled: owner !== undefined,
  });
}
