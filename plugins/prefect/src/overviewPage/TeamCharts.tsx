import { Charts } from '../charts';
import { useOwners, useUrlFilter } from '../filters';
import { overviewFilter } from './overviewFilter';
import type { Scope } from './useScope';

/** How the runs of each team fared over time. */
export function TeamCharts({ scope }: { scope: Scope }) {
  const [filter, change] = useUrlFilter(overviewFilter);
  const owner = useOwners(scope.owner);
  return (
    owner && (
      <Charts of={{ by: 'owner', owner }} filter={filter} onChange={change} />
    )
  );
}
