import type { EntityRef, Ownership } from './Bindings';

/** What bindings need of a catalog entity. */
export type AnnotatedEntity = {
  readonly ref: EntityRef;
  readonly title: string;
  readonly owners: readonly EntityRef[];
  readonly sensitivity: Ownership['sensitivity'];
  readonly sourceLocation: string | undefined;
  /** Where a person edits the entity's file. */
  readonly editUrl: string | undefined;
  /** The entity's `prefect.io/…` annotations. */
  readonly annotations: Readonly<Record<string, string>>;
};
