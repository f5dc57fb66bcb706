/**
 * The dialog that starts a run, with a form made from the deployment's parameters.
 */
export { LazyRunDialog } from './LazyRunDialog';
export { RunButton } from './RunButton';
