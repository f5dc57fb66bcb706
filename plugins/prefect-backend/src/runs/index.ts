/**
 * The use cases: start, operate and read runs, each with its decision and its record.
 * `perform` is the only place that hands out a client which changes things in Prefect.
 */
export { createRuns } from './createRuns';
export { Download } from './ledger';
export { InvalidRequestError } from './InvalidRequestError';
export { codeUrl } from './read/codeUrl';
export { decodeCursor, encodeCursor } from './read/cursor';
export { deploymentUrl, workPoolUrl } from './read/prefectUrls';
export type { Runs } from './Runs';
export type { RunsDeps } from './RunsDeps';
export { toKey } from './toKey';
