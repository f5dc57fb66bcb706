import { useMemo } from 'react';
import {
  type DeploymentFilter,
  deploymentFilter,
} from '../deploymentsPage/deploymentFilter';
import { usePrefectPaths } from '../routes';
import { type RunFilter, runFilter } from '../runsPage/runFilter';

/** Ways from the overview's numbers to what they count. */
export type OverviewLinks = {
  deployments(filter: Partial<DeploymentFilter>): string;
  runs(filter: Partial<RunFilter>): string;
};

/** Links to the lists of deployments and runs, with filters. */
export function useOverviewLinks(): OverviewLinks {
  const paths = usePrefectPaths();
  return useMemo(
    () => ({
      deployments: filter =>
        paths.deployments(
          deploymentFilter.write({ ...deploymentFilter.none, ...filter }),
        ),
      runs: filter =>
        paths.runs(runFilter.write({ ...runFilter.none, ...filter })),
    }),
    [paths],
  );
}
