import type {
  FieldError,
  PrefectErrorBody,
  PrefectErrorCode,
} from '@backstage-prefect/backstage-plugin-prefect-common';

/** What the backend refused or could not do, in words for the person. */
export class PortalError extends Error {
  readonly name = 'PortalError';
  readonly status: number;
  readonly code: PrefectErrorCode | undefined;
  /** What is wrong with which field, when parameters do not fit. */
  readonly fields: readonly FieldError[];

  constructor(status: number, body: Partial<PrefectErrorBody> | undefined) {
    super(body?.error?.message ?? `The portal answered with status ${status}.`);
    this.status = status;
    this.code = body?.error?.code;
    this.fields = body?.error?.fields ?? [];
  }
}

/** It is not there, was deleted, or may not be seen: one answer for all three. */
export const isUnknown = (error: unknown): boolean =>
  error instanceof PortalError && error.status === 404;

/** Refused to this person. */
export const isDenied = (error: unknown): boolean =>
  error instanceof PortalError && error.status === 403;
