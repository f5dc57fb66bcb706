/**
 * What the `prefect.io/…` annotations of catalog entities mean: which deployments they
 * ask for, what in them names nothing, and what was most likely meant.
 */
export { DeploymentIndex, type NamedDeployment } from './DeploymentIndex';
export { nearestTo } from './nearestTo';
export { readSelectors, type Selection } from './readSelectors';
export type { Selector, UnmatchedAnnotation } from './Selector';
export { suggestionsFor, type KnownTargets } from './suggestionsFor';
