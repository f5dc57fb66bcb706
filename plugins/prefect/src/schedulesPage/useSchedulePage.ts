import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { poolLoadQuery, prefectApiRef, schedulesQuery } from '../api';
import { useOwners } from '../filters';
import { useNow } from '../kit';
import { RANGE_MS, type SchedulesFilter } from './schedulesFilter';

/** Rows of a full page. */
export const PAGE_SIZE = 50;

/** What was missed is shown so far back. */
const BEFORE_MS = 3 * 3_600_000;
/** The window moves on in such steps, so that what is fetched can be kept meanwhile. */
const STEP_S = 300;
const BUCKETS = 96;

/** Who is asked about, and the window of time. */
function useAsked({ range, q, owner, instance, entity }: SchedulesFilter) {
  const owners = useOwners(owner);
  const now = useNow(STEP_S).getTime();
  return {
    q,
    instance,
    entity,
    owner: owners,
    since: new Date(now - BEFORE_MS).toISOString(),
    until: new Date(now + RANGE_MS[range]).toISOString(),
  };
}

/** A page of the deployments that match, with when they are due. */
export function useSchedulePage(
  filter: SchedulesFilter,
  cursor: string | undefined,
) {
  const asked = useAsked(filter);
  return useQuery({
    ...schedulesQuery(useApi(prefectApiRef), {
      ...asked,
      cursor,
      limit: PAGE_SIZE,
    }),
    enabled: asked.owner !== undefined,
  });
}

/** How full the work pools of the deployments that match get. */
export function usePoolLoad(filter: SchedulesFilter) {
  const asked = useAsked(filter);
  return useQuery({
    ...poolLoadQuery(useApi(prefectApiRef), { ...asked, buckets: BUCKETS }),
    enabled: asked.owner !== undefined,
  });
}
