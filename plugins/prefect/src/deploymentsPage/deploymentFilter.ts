import {
  createUrlFilter,
  type FilterOf,
  oneOf,
  someOf,
  text,
  texts,
} from '../filters';

/** How a deployment can fare, worst first. */
export const HEALTHS = [
  'failing',
  'late',
  'waiting',
  'healthy',
  'paused',
  'idle',
] as const;

/** Orders of the list, as the portal API names them. */
export const SORTS = ['title', '-title', 'nextRun', 'latestRun'] as const;

/** Which deployments are listed, and how they are sorted. */
export const deploymentFilter = createUrlFilter({
  q: text,
  owner: texts,
  instance: texts,
  health: someOf(HEALTHS),
  entity: texts,
  tag: texts,
  sort: oneOf(SORTS, 'title'),
});

/** What is asked of deployments. */
export type DeploymentFilter = FilterOf<typeof deploymentFilter>;

/** Whether some deployments may be left out. */
export function isNarrowed(filter: DeploymentFilter): boolean {
  const anyOrder = { ...filter, sort: deploymentFilter.none.sort };
  return deploymentFilter.write(anyOrder).size > 0;
}
