import { useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { chartsQuery, prefectApiRef, type Request } from '../api';
import { useNow } from '../kit';
import type { ChartFilter } from './chartFilter';
import { chartSpan } from './chartSpan';

/** Charts of a full page. */
export const PAGE_SIZE = 12;

/** Whose runs are charted, and whether by deployment or by owner. */
export type Charted = Pick<
  Request<'getCharts'>,
  'by' | 'owner' | 'entity' | 'instance' | 'deployment'
>;

type Asking = {
  readonly of: Charted;
  readonly filter: ChartFilter;
  readonly cursor: string | undefined;
};

/** The page of charts at the cursor; the first without one. */
export function useChartPage({ of, filter, cursor }: Asking) {
  const now = useNow(60);
  return useQuery(
    chartsQuery(useApi(prefectApiRef), {
      ...of,
      ...chartSpan(filter.since, now),
      cursor,
      limit: PAGE_SIZE,
    }),
  );
}
