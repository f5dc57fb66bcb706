/**
 * The typed Prefect client for backend plugins, generated from Prefect's own OpenAPI
 * document, and the errors it throws.
 *
 * @packageDocumentation
 */
export * from './errors';
export { createPrefectClient } from './createPrefectClient';
export type { PrefectConnection } from './PrefectConnection';
export type { PrefectClient, PrefectReader, Stamp } from './PrefectClient';
export type * from './types';
