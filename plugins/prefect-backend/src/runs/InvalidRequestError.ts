import { InputError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';

/** 400: the question itself is wrong; the message says what to change. */
export class InvalidRequestError extends InputError {
  readonly code: PrefectErrorCode = 'PREFECT_INVALID_REQUEST';
}
