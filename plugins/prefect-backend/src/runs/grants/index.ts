/** Asking for a right, giving it, taking it back, and who has which. */
export { askGrant, type AskGrant } from './askGrant';
export {
  approveGrant,
  refuseGrant,
  reviewGrant,
  revokeGrant,
  withdrawGrant,
  type DecideGrant,
} from './decideGrant';
export { expireGrants } from './expireGrants';
export { getAccessOffer } from './getAccessOffer';
export { getGrant } from './getGrant';
export { listGrants, type GrantsPage, type ListGrants } from './listGrants';
export { whoCan } from './whoCan';
