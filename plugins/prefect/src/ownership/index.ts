/**
 * Whose deployments are: what has no owner or one in doubt, and how to settle it.
 */
export { AcceptButton } from './AcceptButton';
