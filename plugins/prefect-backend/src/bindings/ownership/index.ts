/**
 * Ownership health: which deployments nobody owns, or whose owner is in doubt, and who most
 * likely is it. Worked out when bindings or the catalog changed, never for a request, and
 * never in the way of the bindings themselves.
 */
export { OwnerReader } from './OwnerReader';
export { OwnershipHealth } from './OwnershipHealth';
export { ProblemsStore } from './ProblemsStore';
