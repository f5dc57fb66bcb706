/**
 * For backend plugins: the typed Prefect client, generated from Prefect's own OpenAPI
 * document, and the errors it throws; what annotations mean; and what the Prefect backend
 * plugin tells the catalog.
 *
 * @packageDocumentation
 */
export * from './errors';
export { capabilitiesOf, type PrefectCapabilities } from './capabilitiesOf';
export { createPrefectClient } from './createPrefectClient';
export type { PrefectConnection } from './PrefectConnection';
export type { PrefectClient, PrefectReader, Stamp } from './PrefectClient';
export type * from './types';
export * from './annotations';
export * from './feed';
