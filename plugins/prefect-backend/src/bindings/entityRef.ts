import type { EntityRef } from './Bindings';

/** The form in which refs are kept and compared, from a full `kind:namespace/name`. */
export function toEntityRef(ref: string): EntityRef {
  return ref.toLocaleLowerCase('en-US') as EntityRef;
}
