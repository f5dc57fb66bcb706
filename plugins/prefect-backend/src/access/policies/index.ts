/**
 * Policies in Cedar: read from a folder, validated as a whole, and asked. Nothing here knows
 * of databases or of Backstage's permissions; facts come in, a verdict goes out.
 */
export { FolderPolicies, type FolderPoliciesParts } from './FolderPolicies';
export { DecisionCache } from './DecisionCache';
export { findNearMiss, type NearMiss } from './nearMiss';
export type { Policies, PolicyHealth } from './Policies';
export type { Policy } from './Policy';
export {
  ACTIONS,
  type Action,
  type DecisionContext,
  type Overrides,
  type PolicyPrincipal,
  type PolicyRequest,
  type PolicyResource,
} from './PolicyRequest';
export type { PolicySet, Residual, Verdict } from './PolicySet';
export { scopeOfResiduals } from './residualScope';
export { starterFolder } from './starterFolder';
