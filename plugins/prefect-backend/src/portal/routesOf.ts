import type { OperationId } from './Handlers';
import type { OpenApiDocument } from './OpenApiDocument';

const METHODS = ['get', 'put', 'post'] as const;

/** A route of the contract as Express takes it. */
export type Route = {
  readonly method: (typeof METHODS)[number];
  /** `/runs/:instance/:id` */
  readonly path: string;
  readonly operationId: OperationId;
  /** Of the one success that the contract names. */
  readonly status: number;
};

/** The routes of a contract; those without parameters first, so that none hides another. */
export function routesOf(spec: OpenApiDocument): Route[] {
  return Object.entries(spec.paths as Paths)
    .flatMap(([template, item]) =>
      METHODS.flatMap(method => {
        const operation = item[method];
        return operation ? [toRoute(method, template, operation)] : [];
      }),
    )
    .toSorted((a, b) => parametersIn(a) - parametersIn(b));
}

type Operation = { operationId: string; responses: Record<string, unknown> };
type Paths = Record<string, { [method in Route['method']]?: Operation }>;

function toRoute(
  method: Route['method'],
  template: string,
  { operationId, responses }: Operation,
): Route {
  const status = Object.keys(responses).find(code => code.startsWith('2'));
  return {
    method,
    path: template.replace(/\{(\w+)\}/g, ':$1'),
    operationId: operationId as OperationId,
    status: Number(status),
  };
}

function parametersIn({ path }: Route): number {
  return path.split(':').length;
}
