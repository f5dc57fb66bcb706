/**
 * Ownership health as people see it: what bindings found, as far as each may know it.
 */
export {
  getOwnershipHealth,
  type GetOwnershipHealth,
} from './getOwnershipHealth';
