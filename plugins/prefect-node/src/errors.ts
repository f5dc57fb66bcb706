import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** Prefect does not know it. @public */
export class PrefectNotFoundError extends NotFoundError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_NOT_FOUND';
}

/**
 * Prefect answered, and said no: `REJECT`, `ABORT` or `WAIT` of a state change.
 * The message is Prefect's reason.
 * @public
 */
export class PrefectRefusedError extends ConflictError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_REFUSED';
}

/** What was asked does not go with what Prefect holds. @public */
export class PrefectConflictError extends ConflictError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_CONFLICT';
}

/** Parameters do not fit the deployment's schema. @public */
export class PrefectInvalidParametersError extends InputError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_INVALID_PARAMETERS';
}

/** Prefect does not answer, or not in time. Nothing is known about a write. @public */
export class PrefectUnreachableError extends ServiceUnavailableError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_UNREACHABLE';
  /** How long Prefect asks to be left alone, ms; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Prefect refuses the credential of the instance. It is the configuration's fault and
 * never the caller's, so it is no 401 or 403.
 * @public
 */
export class PrefectCredentialRefusedError extends ServiceUnavailableError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_CREDENTIAL_REFUSED';
}

/** Prefect failed, or answered what its version should not. @public */
export class PrefectUpstreamError extends ServiceUnavailableError {
  /** What programs tell it by. */
  readonly code = 'PREFECT_UPSTREAM_ERROR';
}

const LONGEST_DETAIL = 500;

/**
 * Prefect's own words, when it said something for people: a `detail` that is text. The
 * `detail` of a 422 is a list that echoes the request, so it is left out (Prefect 3.8.8).
 */
function readableDetail(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('detail' in body)) {
    return undefined;
  }
  const { detail } = body;
  if (typeof detail !== 'string' || detail.length > LONGEST_DETAIL) {
    return undefined;
  }
  return detail;
}

/** An answer that is no success. */
type FailedAnswer = {
  readonly status: number;
  readonly body: unknown;
  /** How long Prefect asks to be left alone, ms. */
  readonly retryAfterMs: number | undefined;
};

/**
 * The error for an answer of Prefect.
 *
 * @param instance - how people call the instance
 * @internal
 */
export function errorOfAnswer(
  instance: string,
  { status, body, retryAfterMs }: FailedAnswer,
): Error {
  const detail = readableDetail(body);
  switch (status) {
    case 401:
    case 403:
      return new PrefectCredentialRefusedError(
        `Prefect (${instance}) refuses the configured credential. Check the credential of prefect.instances.`,
      );
    case 404:
      return new PrefectNotFoundError(
        detail ?? `Prefect (${instance}) does not know it; it may be deleted.`,
      );
    case 409:
      return new PrefectConflictError(
        detail ?? `Prefect (${instance}) says it conflicts with what it holds.`,
      );
    case 400:
    case 422:
      return new PrefectInvalidParametersError(
        detail ?? `Prefect (${instance}) refuses the values as malformed.`,
      );
    case 429:
    case 502:
    case 503:
    case 504:
      return new PrefectUnreachableError(
        `Prefect (${instance}) is too busy or not reachable (status ${status}). Try again in a moment.`,
        retryAfterMs,
      );
    default:
      return new PrefectUpstreamError(
        `Prefect (${instance}) failed (status ${status}). Its own log says why.`,
      );
  }
}
