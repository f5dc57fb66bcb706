/**
 * What the catalog and search learn of deployments and work pools: a small API for their
 * plugins, and an event when something of it changed. Thin doors like portal/, for one service
 * each instead of for people.
 */
export { announceChanges } from './announceChanges';
export { createFeedRouter } from './createFeedRouter';
export { createSearchRouter } from './createSearchRouter';
