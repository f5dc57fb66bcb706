import { NotFoundError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';
import { UNKNOWN } from './explain';

/**
 * 404: it does not exist, or the caller may not view it. One text for both, so that the
 * answer does not tell which.
 */
export class UnknownError extends NotFoundError {
  readonly code: PrefectErrorCode = 'PREFECT_NOT_FOUND';

  constructor() {
    super(UNKNOWN);
  }
}
