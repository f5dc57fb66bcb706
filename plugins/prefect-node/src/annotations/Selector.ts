/**
 * An item of an annotation that names nothing.
 * @public
 */
export type UnmatchedAnnotation = {
  readonly annotation: string;
  readonly value: string;
};

/**
 * What one item of an annotation asks for, on these instances.
 * @public
 */
export type Selector<TInstance extends string = string> = {
  /** Where it was written; reported when nothing fits. */
  readonly from: UnmatchedAnnotation;
  readonly instances: readonly TInstance[];
  readonly wanted:
    | { readonly title: string }
    | { readonly flow: string }
    /** All of them; never empty. */
    | { readonly tags: readonly string[] };
};
