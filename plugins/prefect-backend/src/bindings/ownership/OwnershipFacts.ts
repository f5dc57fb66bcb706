import type { AnnotatedEntity } from '../AnnotatedEntity';
import type { EntityRef } from '../Bindings';
import type {
  BoundDeployment,
  MirroredDeployment,
  Resolution,
} from '../resolveBindings';

/** What was settled last: whose every deployment is, and from what that follows. */
export type Settlement = {
  /** Entities with a binding annotation, and those that tags name. */
  readonly annotated: readonly AnnotatedEntity[];
  readonly claimed: readonly AnnotatedEntity[];
  readonly deployments: readonly MirroredDeployment[];
  /** By the position of the deployments. */
  readonly bound: readonly BoundDeployment[];
  readonly unmatched: Resolution['unmatched'];
};

/** Whether an owner is in the catalog; `empty` is a group without members. */
export type OwnerState = 'there' | 'empty' | 'gone';

/** What a deployment was bound to last, while it is bound to nothing. */
export type FormerBinding = {
  readonly instance: string;
  readonly id: string;
  readonly entity: EntityRef;
  readonly title: string;
  readonly owners: readonly EntityRef[];
};

/** All that problems are found in. */
export type OwnershipFacts = Settlement & {
  readonly former: readonly FormerBinding[];
  /** The entities of former bindings that are still in the catalog. */
  readonly formerEntities: readonly AnnotatedEntity[];
  readonly stateOf: (owner: EntityRef) => OwnerState;
};
