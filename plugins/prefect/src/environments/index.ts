/**
 * The same deployments on several instances, side by side.
 */
export { EntityEnvironments } from './EntityEnvironments';
