/**
 * The dialog that starts a run, with a form made from the deployment's parameters.
 */
export { RunApprovedButton } from './RunApprovedButton';
export { RunButton } from './RunButton';
