import { InputError, NotFoundError } from '@backstage/errors';
import {
  PrefectConflictError,
  PrefectCredentialRefusedError,
  PrefectInvalidParametersError,
  PrefectNotFoundError,
  PrefectRefusedError,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import type { EntryOutcome } from '@backstage-prefect/ledger-verify';

import { GrantConflictError } from '../grants';

type Ended = 'refused' | 'failed';

/** What tells that nothing was done. Order matters: the first that fits. */
const KNOWN: ReadonlyArray<[new (...args: never[]) => Error, Ended]> = [
  [PrefectRefusedError, 'refused'],
  [PrefectConflictError, 'refused'],
  [PrefectInvalidParametersError, 'refused'],
  [PrefectNotFoundError, 'refused'],
  [PrefectCredentialRefusedError, 'refused'],
  [GrantConflictError, 'refused'],
  [InputError, 'failed'],
  [NotFoundError, 'failed'],
];

/**
 * How an act ended that threw. What is not known to have been left undone may have been
 * done: the request was cut, Prefect failed in the middle, or something after it failed.
 * Nothing of a message is kept, as it may quote what was sent.
 */
export function outcomeOf(error: unknown): EntryOutcome {
  const known = KNOWN.find(([type]) => error instanceof type);
  const { code } = (error ?? {}) as { code?: unknown };
  return {
    status: known?.[1] ?? 'unknown',
    code: typeof code === 'string' ? code : undefined,
  };
}
