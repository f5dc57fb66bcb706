import type { InstanceId } from '../instances';
import type { UnmatchedAnnotation } from './Bindings';

/** What one item of an annotation asks for, on these instances. */
export type Selector = {
  /** Where it was written; reported when nothing fits. */
  readonly from: UnmatchedAnnotation;
  readonly instances: readonly InstanceId[];
  readonly wanted:
    | { readonly title: string }
    | { readonly flow: string }
    /** All of them; never empty. */
    | { readonly tags: readonly string[] };
};
