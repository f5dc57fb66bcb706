/**
 * Policies in Cedar: read from a folder, validated as a whole, tested and asked. Nothing here
 * knows of a database, of Backstage or of Prefect; facts come in, a verdict goes out. The
 * package carries the starter policies and the schema of all policies.
 */
export type { AccessFacts } from './AccessFacts';
export { compilePolicies } from './compilePolicies';
export { DecisionCache } from './DecisionCache';
export { findNearMiss, type NearMiss } from './findNearMiss';
export { InvalidPoliciesError } from './InvalidPoliciesError';
export type { Policy } from './Policy';
export type { PolicyFile } from './PolicyFile';
export { describeProblem, type PolicyProblem } from './PolicyProblem';
export {
  personForm,
  requestOf,
  resourceForm,
  type PolicyQuestion,
} from './PolicyQuestion';
export {
  ACTIONS,
  OVERRIDES,
  RIGHTS,
  toCedar,
  type Action,
  type AskedRight,
  type DecisionContext,
  type Override,
  type Overrides,
  type PolicyPrincipal,
  type PolicyRequest,
  type PolicyResource,
  type Right,
} from './PolicyRequest';
export type { PolicySet, Residual, Verdict } from './PolicySet';
export { readPolicyFolder } from './readPolicyFolder';
export { readSchema, starterFolder } from './starterFolder';
export { LEAST, strictest, type Terms } from './Terms';
export { testPolicies, type PolicyTestResult } from './testPolicies';
