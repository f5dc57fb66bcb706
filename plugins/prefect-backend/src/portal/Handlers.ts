import type { PortalOperations } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Download } from '../runs';

/** Name of an operation of the contract. */
export type OperationId = keyof PortalOperations;

type ParametersIn<
  K extends OperationId,
  P extends 'path' | 'query',
> = PortalOperations[K]['parameters'] extends { [key in P]: infer T }
  ? T
  : PortalOperations[K]['parameters'] extends { [key in P]?: infer T }
  ? NonNullable<T>
  : Record<string, never>;

type Json<T> = T extends { content: { 'application/json': infer B } }
  ? B
  : undefined;

/** What an answer is: JSON, a file of one of the types that the contract names, or nothing. */
type Answer<T> = T extends { content: { 'application/json': infer B } }
  ? B
  : T extends { content: infer C }
  ? Download<Extract<keyof C, string>>
  : undefined;

/** A request after validation against the contract, defaults filled in. */
export type PortalRequest<K extends OperationId> = {
  readonly path: ParametersIn<K, 'path'>;
  readonly query: ParametersIn<K, 'query'>;
  readonly body: PortalOperations[K] extends { requestBody: infer R }
    ? Json<R>
    : undefined;
};

type Responses<K extends OperationId> = PortalOperations[K]['responses'];

/** What is answered of the one success that the contract names; undefined for none. */
export type PortalAnswer<K extends OperationId> = Answer<
  Responses<K>[Exclude<keyof Responses<K>, 'default'>]
>;

/** Answers every operation of the contract. */
export type Handlers = {
  readonly [K in OperationId]: (
    by: Principal,
    request: PortalRequest<K>,
  ) => Promise<PortalAnswer<K>> | PortalAnswer<K>;
};
