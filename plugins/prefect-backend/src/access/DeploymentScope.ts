/**
 * A set of deployments, as criteria over what is known of each. `applyScope` turns it into
 * SQL, so that pages and counts are right without asking row by row; `isInScope` answers
 * for one deployment in memory. Both must always agree.
 */
export type DeploymentScope =
  | { readonly anyOf: readonly DeploymentScope[] }
  | { readonly allOf: readonly DeploymentScope[] }
  | { readonly not: DeploymentScope }
  | ScopeRule;

/**
 * One criterion. Names of refs, instances and tags are compared exactly.
 * @public
 */
export type ScopeRule =
  | { readonly rule: 'ALWAYS' }
  | { readonly rule: 'NEVER' }
  | { readonly rule: 'IS_OWNER'; readonly refs: readonly string[] }
  | { readonly rule: 'ON_INSTANCE'; readonly instances: readonly string[] }
  | { readonly rule: 'HAS_TAG'; readonly tag: string }
  | { readonly rule: 'HAS_SENSITIVITY'; readonly sensitivity: string };
