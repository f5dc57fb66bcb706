import type {
  ChartPoint,
  ChartSeries,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { NOBODY } from '../filters';
import { usePrefectPaths } from '../routes';
import { windowOf } from '../runsPage/history/windowOf';
import { type RunFilter, runFilter } from '../runsPage/runFilter';
import { MEANINGS, type Measure } from './measures';

/** Leads to the list of the runs that a chart tells of from a time to a time. */
export function useRunsBehind(
  series: ChartSeries,
  measure: Measure,
): (span: Pick<ChartPoint, 'start' | 'end'>) => string {
  const paths = usePrefectPaths();
  return ({ start, end }) =>
    paths.runs(
      runFilter.write({
        ...runFilter.none,
        ...whoseOf(series),
        state: MEANINGS[measure].states,
        window: windowOf({ since: start, until: end }),
      }),
    );
}

function whoseOf({ deployment, owner }: ChartSeries): Partial<RunFilter> {
  if (deployment === null) return { owner: [owner ?? NOBODY] };
  const { instance, id } = deployment;
  // A chart counts every run of the deployment, those too that another run started. Below
  // an owner the list would add the sub-flows that have no deployment.
  return { instance: [instance], deployment: [id], subflows: true };
}
