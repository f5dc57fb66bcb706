/**
 * The Prefect backend plugin for Backstage, and what a permission policy needs to decide
 * about Prefect deployments.
 *
 * @packageDocumentation
 */
export {
  type AccessFacts,
  createPrefectConditionalDecision,
  type PermissionQuery,
  prefectConditions,
  prefectDeploymentResourceRef,
  prefectPermissionRules,
  type ScopeRule,
} from './access';
export { prefectPlugin as default } from './plugin';
