/**
 * What the catalog learns of deployments and work pools: a small API for its plugin, and an
 * event when something of it changed. A thin door like portal/, for one service instead of
 * for people.
 */
export { announceChanges } from './announceChanges';
export { createFeedRouter } from './createFeedRouter';
