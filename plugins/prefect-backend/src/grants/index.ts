/**
 * Rights for some time: kept, given, used and ended, each transition by one statement of the
 * database, so that of two that want the same exactly one wins. Whether somebody may is
 * decided above.
 */
export type {
  Grant,
  GrantHolder,
  GrantId,
  GrantState,
  LiveGrant,
  NewGrant,
  Speaker,
  Verdict,
  Voice,
} from './Grant';
export { GrantConflictError } from './GrantConflictError';
export { Grants, type GrantFilter, type GrantPage } from './Grants';
