import { ServiceUnavailableError } from '@backstage/errors';
import type { PrefectErrorCode } from '@backstage-prefect/backstage-plugin-prefect-common';

/** 503: who somebody is cannot be known without the catalog, and unknown means no. */
export class CatalogUnavailableError extends ServiceUnavailableError {
  readonly code: PrefectErrorCode = 'PREFECT_CATALOG_UNAVAILABLE';

  constructor(cause: unknown) {
    super(
      'The catalog does not answer, so nobody knows who is in which team. Nothing was done. Try again in a moment.',
      cause instanceof Error ? cause : undefined,
    );
  }
}
