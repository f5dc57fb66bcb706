import type {
  JsonSchema,
  RunParameters,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord } from '../read/json';
import { resolveSchema } from '../secrets';

/** A model may have itself as a default; nobody nests that deep. */
const MAX_DEPTH = 12;

/**
 * What a run gets when nobody says otherwise: the deployment's parameters, and the flow's
 * own defaults for what it leaves out, down into nested models.
 */
export function effectiveParameters(
  schema: JsonSchema,
  parameters: RunParameters,
): RunParameters {
  const filled = fill(schema, { node: schema, value: parameters, depth: 0 });
  return isRecord(filled) ? filled : parameters;
}

type Place = {
  readonly node: unknown;
  readonly value: unknown;
  readonly depth: number;
};

function fill(root: JsonSchema, { node, value, depth }: Place): unknown {
  const schema = modelOf(root, node);
  const given = value === undefined ? defaultOf(node) : value;
  if (!isRecord(given) || !schema || depth > MAX_DEPTH) return given;
  const result: Record<string, unknown> = { ...given };
  for (const [name, child] of Object.entries(schema)) {
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const filled = fill(root, { node: child, value: own, depth: depth + 1 });
    if (filled !== undefined) result[name] = filled;
  }
  return result;
}

/** A default stands beside the `$ref` of its model, not in it. */
function defaultOf(node: unknown): unknown {
  return isRecord(node) && Object.hasOwn(node, 'default')
    ? node.default
    : undefined;
}

/** Fields of a model. Which of several models a union means, only the flow knows. */
function modelOf(
  root: JsonSchema,
  node: unknown,
): Record<string, unknown> | undefined {
  const wrapped =
    isRecord(node) && Array.isArray(node.allOf) && node.allOf.length === 1
      ? node.allOf[0]
      : node;
  const properties = resolveSchema(root, wrapped)?.properties;
  return isRecord(properties) ? properties : undefined;
}
