import { ServiceUnavailableError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';

/** 503: the ledger cannot be written, so what should have been recorded was not done. */
export class LedgerUnavailableError extends ServiceUnavailableError {
  readonly code: PrefectErrorCode = 'PREFECT_LEDGER_UNAVAILABLE';

  constructor() {
    super(
      'Nothing was done, because the ledger cannot be written at the moment. Try again; if it stays so, tell whoever runs the portal.',
    );
  }
}
