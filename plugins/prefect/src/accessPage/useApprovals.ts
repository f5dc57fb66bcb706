import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { grantsQuery, prefectApiRef } from '../api';

/** Of what waits so much is listed; what is decided makes room for the rest. */
export const MOST_APPROVALS = 50;

/** What waits for the reader: one answer for the page, its tab and the overview. */
export function useApprovals() {
  return useQuery(
    grantsQuery(useApi(prefectApiRef), {
      of: 'approvals',
      limit: MOST_APPROVALS,
    }),
  );
}
