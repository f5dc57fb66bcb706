/**
 * The dialog that starts a run, with a form made from the deployment's parameters.
 */
export { RunButton } from './RunButton';
