import { NotAllowedError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Decision } from './Access';

/** 403: policy refused; the message is the decision's sentence for the person. */
export class DeniedError extends NotAllowedError {
  readonly code: PrefectErrorCode = 'PREFECT_DENIED';

  constructor(readonly decision: Decision) {
    super(decision.reason);
  }
}
