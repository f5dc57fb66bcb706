/**
 * The portal API of the backend and how its answers are cached and kept fresh.
 */
export { createPrefectApi } from './createPrefectApi';
export { onLogs } from './freshness';
export { isDenied, isUnknown, PortalError } from './PortalError';
export { type PrefectApi, prefectApiRef, type Request } from './PrefectApi';
export { PrefectQueryProvider } from './PrefectQueryProvider';
export * from './queries';
export { useSignalConnection } from './useSignalConnection';
