/**
 * The policies that are in force here: kept from folders and addresses, and turned into
 * scopes of queries. What policies are, and how they are asked, is `@backstage-prefect/policies`.
 */
export { LayeredPolicies } from './LayeredPolicies';
export { openSources, type ConfiguredSource } from './openSources';
export { readPolicySources } from './readPolicySources';
export type { Policies, PolicyHealth } from './Policies';
export { scopeOfResiduals } from './residualScope';
