import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord } from '../read/json';
import { isSecretName } from './isSecretName';

/** Stands in a path for every index of a list and every key of a map. */
export const ANY = '*';

const MAX_DEPTH = 12;
const UNIONS = ['anyOf', 'oneOf', 'allOf'] as const;

/** Keys from the root to a value; `*` is any index or key. */
export type SecretPath = readonly string[];

/**
 * Where a flow's parameters hold secrets: pydantic's `SecretStr` (`format: password`,
 * `writeOnly`), and whatever has the name of a secret.
 */
export function secretPaths(schema: JsonSchema | undefined): SecretPath[] {
  if (!schema) return [];
  const found = new Map<string, SecretPath>();
  collect({ root: schema, found }, schema, []);
  return [...found.values()];
}

type Collection = {
  readonly root: JsonSchema;
  readonly found: Map<string, SecretPath>;
};

function collect(into: Collection, node: unknown, path: SecretPath): void {
  const schema = resolve(into.root, node);
  // A model may contain itself; nobody fills in a form that deep.
  if (!schema || path.length > MAX_DEPTH) return;
  const name = path.at(-1);
  if (isSecretSchema(schema) || (name && isSecretName(name) && holds(schema))) {
    into.found.set(JSON.stringify(path), path);
    return;
  }
  for (const union of UNIONS) {
    for (const part of listOf(schema[union])) collect(into, part, path);
  }
  if (isRecord(schema.properties)) {
    for (const [key, child] of Object.entries(schema.properties)) {
      collect(into, child, [...path, key]);
    }
  }
  for (const child of [
    schema.items,
    schema.additionalProperties,
    ...listOf(schema.prefixItems),
  ]) {
    if (isRecord(child)) collect(into, child, [...path, ANY]);
  }
}

function isSecretSchema(schema: Record<string, unknown>): boolean {
  return schema.format === 'password' || schema.writeOnly === true;
}

/** A switch is no secret, whatever its name: `use_password`. */
function holds(schema: Record<string, unknown>): boolean {
  return schema.type !== 'boolean' && schema.type !== 'null';
}

/** Follows `#/definitions/X` and `#/$defs/X`, which is all that pydantic writes. */
export function resolve(
  root: JsonSchema,
  node: unknown,
): Record<string, unknown> | undefined {
  let current = node;
  for (let hops = 0; hops < MAX_DEPTH; hops++) {
    if (!isRecord(current)) return undefined;
    if (typeof current.$ref !== 'string') return current;
    current = at(root, current.$ref);
  }
  return undefined;
}

function at(root: JsonSchema, ref: string): unknown {
  if (!ref.startsWith('#/')) return undefined;
  return ref
    .slice(2)
    .split('/')
    .map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<unknown>(
      (node, key) =>
        isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined,
      root,
    );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
