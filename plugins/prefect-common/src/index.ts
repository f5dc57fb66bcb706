/**
 * What the frontend, the backend and other plugins share about Prefect in Backstage:
 * annotations, permissions, signals and the portal API's contract. Isomorphic.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './entities';
export * from './oldestPrefect';
export * from './permissions';
export * from './signals';
export * from './portal';
