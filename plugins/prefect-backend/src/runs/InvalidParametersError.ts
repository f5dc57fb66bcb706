import { InputError } from '@backstage/errors';
import type {
  FieldError,
  PrefectErrorCode,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** 400: parameters or input do not fit the flow; `fields` says where, without the values of secrets. */
export class InvalidParametersError extends InputError {
  readonly code: PrefectErrorCode = 'PREFECT_INVALID_PARAMETERS';

  constructor(readonly fields: readonly FieldError[]) {
    super(messageFor(fields));
  }
}

function messageFor(fields: readonly FieldError[]): string {
  const [first] = fields;
  const where = first?.path.length ? ` at ${first.path.join('.')}` : '';
  const more = fields.length > 1 ? ` (and ${fields.length - 1} more)` : '';
  return first
    ? `The values do not fit the flow${where}: ${first.message}${more}`
    : 'The values do not fit the flow. Check them against its parameters.';
}
