/**
 * Deployment ⇄ catalog entity ⇄ owner: the one answer to "whose is it?".
 * The catalog's annotations bind; a tag on a deployment only proposes.
 */
export type { Binding, Bindings, EntityRef, Ownership } from './Bindings';
export { createBindings, type BindingsDeps } from './createBindings';
export { toEntityRef } from './entityRef';
