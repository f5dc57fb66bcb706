import type { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';

/** An OpenAPI document as Backstage's validating router takes it. */
export type OpenApiDocument = Parameters<
  typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
>[0] & {
  readonly openapi: string;
  readonly info: object;
  readonly servers: readonly object[];
};
