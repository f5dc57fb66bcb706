/**
 * decide(principal, action, resource) → Decision: the one decision point of every door.
 * Backstage permissions are the ceiling, and the Cedar policies that are in force must agree.
 */
export type {
  Access,
  Action,
  AskContext,
  Decision,
  Door,
  Entitled,
  Principal,
  Requestable,
  Resource,
} from './Access';
export {
  RIGHTS,
  type AccessFacts,
  type AskedRight,
  type Right,
  type Terms,
} from '@backstage-prefect/policies';
export type { DeploymentScope, ScopeRule } from './DeploymentScope';
export { applyScope, type ScopeColumns } from './applyScope';
export { assertIsPlugin } from './assertIsPlugin';
export { createAccess, type AccessDeps } from './createAccess';
export { DeniedError } from './DeniedError';
export {
  LayeredPolicies,
  openSources,
  readPolicySources,
  type ConfiguredSource,
} from './policies';
export { UnknownError } from './UnknownError';
export {
  createPrefectConditionalDecision,
  prefectConditions,
  prefectDeploymentResourceRef,
  prefectPermissionRules,
  type PermissionQuery,
} from './permissionRules';
