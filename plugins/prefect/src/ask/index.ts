/**
 * Asking for a right where it is denied: what can be asked for, the dialog, and the button
 * that leads there.
 */
export { AskableButton } from './AskableButton';
export { AskDialog } from './AskDialog';
export type { AskedDeployment } from './AskedDeployment';
export { AskOffer } from './AskOffer';
export { hasWay, needsParameters, waysOf } from './waysOf';
