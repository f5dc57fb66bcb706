import { ConflictError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';

/** 409: what was wanted of a grant is not possible any more; the message says what became of it. */
export class GrantConflictError extends ConflictError {
  readonly code: PrefectErrorCode = 'PREFECT_GRANT_CONFLICT';
}
