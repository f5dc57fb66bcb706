/** Criteria, joined. */
type ScopeOf<TRule> =
  | { readonly anyOf: readonly ScopeOf<TRule>[] }
  | { readonly allOf: readonly ScopeOf<TRule>[] }
  | { readonly not: ScopeOf<TRule> }
  | TRule;

/**
 * A set of deployments, as criteria over what is known of each. `applyScope` turns it into
 * SQL, so that pages and counts are right without asking row by row.
 */
export type DeploymentScope = ScopeOf<ScopeRule | IdentityRule>;

/**
 * One that facts alone decide: `isInScope` answers for one deployment in memory. That and
 * `applyScope` must always agree.
 */
export type FactScope = ScopeOf<ScopeRule>;

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

/** A criterion of what it is, and not of what is known of it. */
export type IdentityRule =
  /** A deployment or a run of one; not a run without any. */
  | { readonly rule: 'IS_DEPLOYMENT' }
  | {
      readonly rule: 'IS_LISTED';
      readonly deployments: ReadonlyArray<
        readonly [instance: string, deployment: string]
      >;
      /** Whose runs without a deployment are meant too. */
      readonly instances: readonly string[];
    };
