/** What becomes an entity of the catalog, and how it is called there. */
export { locationOf } from './locationOf';
export { type EntityFacts, toEntities } from './toEntities';
export { ANNOTATION_FINGERPRINT } from './toResource';
