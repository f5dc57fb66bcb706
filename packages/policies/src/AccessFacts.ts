/**
 * What a decision is made of: the facts about one deployment, or about an instance for
 * runs without a deployment (no owners, no tags, not restricted).
 * @public
 */
export type AccessFacts = {
  readonly instance: string;
  /** Environment of the instance. */
  readonly environment: string;
  /** Entity refs of the owners, lower case. */
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly sensitivity: string;
};
