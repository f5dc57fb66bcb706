/**
 * Real parts for tests, benches and the demo: each is ready when its `start…`
 * returns, and leaves nothing behind. Runs under Jest and, as it is, under Node.
 */
export { createWorkPool } from './createWorkPool.ts';
export { deployAll } from './deployAll.ts';
export { ensurePython, type Python } from './ensurePython.ts';
export { findChromium, type Chromium } from './findChromium.ts';
export { freePort, isPortFree } from './freePort.ts';
export { Part, stopAllParts, type PartSpec } from './Part.ts';
export { PartError } from './PartError.ts';
export { authHeaders, type PrefectAccess } from './prefectEnv.ts';
export { askPrefect, postToPrefect } from './prefectApi.ts';
export { prefectCli } from './prefectCli.ts';
export {
  CURRENT_PREFECT,
  OLDEST_PREFECT,
  type PrefectRelease,
} from './prefectReleases.ts';
export { repoRoot } from './repoRoot.ts';
export { runCommand, type Command } from './runCommand.ts';
export {
  startOidcProvider,
  type Oidc,
  type OidcClient,
  type OidcUser,
} from './startOidcProvider.ts';
export { startPostgres, type Postgres } from './startPostgres.ts';
export {
  startPrefect,
  type Prefect,
  type PrefectOptions,
} from './startPrefect.ts';
export { startWorker, type Worker } from './startWorker.ts';
export { waitUntil } from './waitUntil.ts';
export { isAlive, withLock } from './withLock.ts';
