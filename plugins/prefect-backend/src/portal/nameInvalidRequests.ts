import type { ErrorRequestHandler } from 'express';
import { InputError } from '@backstage/errors';
import { InvalidRequestError } from '../runs';

/** Gives the validator's complaint its code. Errors of use cases have one already. */
export const nameInvalidRequests: ErrorRequestHandler = (
  error,
  _req,
  _res,
  next,
) => {
  next(
    error instanceof InputError && !('code' in error)
      ? new InvalidRequestError(error.message)
      : error,
  );
};
