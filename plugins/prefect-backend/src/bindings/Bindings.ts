import type { UnmatchedAnnotation } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Key } from '../mirror';

/** Lower-case `kind:namespace/name`. */
export type EntityRef = string & { readonly brand: 'EntityRef' };

/** Why a deployment belongs to an entity. A tag only proposes, so it gives no rights. */
export type Binding = {
  readonly entity: EntityRef;
  readonly title: string;
  readonly source: 'annotation' | 'tag';
  readonly trusted: boolean;
};

/** What access decisions need to know about a deployment beyond Prefect's own fields. */
export type Ownership = {
  readonly bindings: readonly Binding[];
  /** Owners of the trusted bindings' entities. */
  readonly owners: readonly EntityRef[];
  readonly sensitivity: 'normal' | 'restricted';
  /** `backstage.io/source-location` of the first trusted entity, without its `url:`. */
  readonly sourceLocation: string | undefined;
};

/** Deployment ⇄ catalog entity ⇄ owner, kept in tables beside the mirror. */
export interface Bindings {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Called after tables changed. Returns the unsubscribe function. */
  onChange(listener: () => void): () => void;
  ownershipOf(deployments: readonly Key[]): Promise<Ownership[]>;
  unmatchedOf(entity: EntityRef): Promise<UnmatchedAnnotation[]>;
  /** Called after the table of ownerships in doubt changed. Returns the unsubscribe function. */
  onProblems(listener: () => void): () => void;
}
