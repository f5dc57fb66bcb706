/**
 * The policies that are in force here: kept from a folder, and turned into scopes of queries.
 * What policies are, and how they are asked, is `@backstage-prefect/policies`.
 */
export { FolderPolicies, type FolderPoliciesParts } from './FolderPolicies';
export type { Policies, PolicyHealth } from './Policies';
export { scopeOfResiduals } from './residualScope';
