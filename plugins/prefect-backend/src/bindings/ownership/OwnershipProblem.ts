import type { Key } from '../../mirror';
import type { EntityRef } from '../Bindings';

/** What can be wrong with an ownership. */
export type ProblemKind =
  /** Nothing binds it, or what binds it has no owner. */
  | 'unowned'
  /** Entities of different owners bind it. */
  | 'shared'
  /** Only a tag says whose it is. */
  | 'claimed'
  /** What it was bound to, or what its tag names, is not in the catalog. */
  | 'entity-gone'
  /** Its owner is not in the catalog. */
  | 'owner-gone'
  /** Its owner is a group without members. */
  | 'owner-empty'
  /** An annotation names nothing. */
  | 'unmatched';

/** Who most likely should own it, and what says so. */
export type Guess = {
  readonly owner: EntityRef | undefined;
  readonly entity: EntityRef;
  readonly entityTitle: string;
  readonly reason: 'tag' | 'former' | 'same-name' | 'same-flow' | 'same-tag';
  /** The deployment that says so: itself, or another. */
  readonly because: Key;
  readonly tag: string | undefined;
};

/** Something about an ownership that somebody should look at. */
export type OwnershipProblem = {
  readonly kind: ProblemKind;
  /** Undefined for an annotation that names nothing. */
  readonly deployment: Key | undefined;
  /** flow/deployment, or what the annotation names. */
  readonly title: string;
  /** The entity or owner that it is about. */
  readonly subject: EntityRef | undefined;
  readonly subjectTitle: string | undefined;
  /** Name of the annotation that names nothing. */
  readonly annotation: string | undefined;
  readonly guess: Guess | undefined;
  /** Whose problem it is, where that needs no guess. */
  readonly team: EntityRef | undefined;
  /** Value of `prefect.io/deployment` that would settle it. */
  readonly fix: string | undefined;
  /** Where the entity that must change is edited. */
  readonly editUrl: string | undefined;
};
