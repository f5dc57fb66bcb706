import type { PortalOperations } from '@backstage-prefect/backstage-plugin-prefect-common';
import { createApiRef } from '@backstage/frontend-plugin-api';

type Operation = keyof PortalOperations;

type Answer<O extends Operation> = PortalOperations[O]['responses'] extends {
  200: { content: { 'application/json': infer Content } };
}
  ? Content
  : PortalOperations[O]['responses'] extends {
      201: { content: { 'application/json': infer Content } };
    }
  ? Content
  : PortalOperations[O]['responses'] extends { 200: { content: object } }
  ? Blob
  : void;

type Part<
  O extends Operation,
  In extends 'path' | 'query',
> = PortalOperations[O]['parameters'] extends { [K in In]?: infer P }
  ? NonNullable<P> extends never
    ? {}
    : ReadonlyLists<NonNullable<P>>
  : {};

/** Whoever asks may not want his lists changed; nobody does. */
type ReadonlyLists<T> = {
  readonly [K in keyof T]: NonNullable<T[K]> extends readonly (infer Item)[]
    ? readonly Item[] | Extract<T[K], undefined>
    : T[K];
};

type Body<O extends Operation> = PortalOperations[O] extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? { body: B }
  : {};

/** What an operation takes: its path and query parameters, and its body under `body`. */
export type Request<O extends Operation> = Part<O, 'path'> &
  Part<O, 'query'> &
  Body<O>;

/** Further options of a request. */
export type RequestOptions = { readonly signal?: AbortSignal };

/**
 * The portal API of the backend plugin: one method for each operation.
 * All methods throw `PortalError` when the backend refuses.
 */
export type PrefectApi = {
  [O in Operation]: (
    request: Request<O>,
    options?: RequestOptions,
  ) => Promise<Answer<O>>;
};

/** The portal API. */
export const prefectApiRef = createApiRef<PrefectApi>({
  id: 'plugin.prefect.portal',
});
