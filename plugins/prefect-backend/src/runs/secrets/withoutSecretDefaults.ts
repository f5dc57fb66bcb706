import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isRecord } from '../read/json';
import { isSecretName } from './isSecretName';
import { resolve } from './secretPaths';
import { Secrets } from './Secrets';

const VALUES = ['default', 'const', 'example'] as const;

/**
 * The schema without the values of secrets that a signature carries:
 * `def etl(api_token: str = "…")` puts the text into the schema's `default`.
 */
export function withoutSecretDefaults(schema: JsonSchema): JsonSchema {
  return strip(schema, { root: schema, name: undefined }) as JsonSchema;
}

type Place = { readonly root: JsonSchema; readonly name: string | undefined };

function strip(node: unknown, place: Place): unknown {
  if (Array.isArray(node)) return node.map(item => strip(item, place));
  if (!isRecord(node)) return node;
  const secret = isSecretAt(node, place);
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (isOneOf(key, VALUES)) {
      if (!secret) result[key] = omitSecrets(value, node, place.root);
    } else if (key === 'examples' || key === 'enum') {
      if (!secret) result[key] = value;
    } else if (key === 'properties') {
      result[key] = mapValues(value, (child, name) =>
        strip(child, { root: place.root, name }),
      );
    } else if (isOneOf(key, ['definitions', '$defs'])) {
      result[key] = mapValues(value, child =>
        strip(child, { root: place.root, name: undefined }),
      );
    } else {
      result[key] = strip(value, place);
    }
  }
  return result;
}

function mapValues(
  value: unknown,
  map: (child: unknown, name: string) => unknown,
): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, map(child, name)]),
  );
}

function isSecretAt(node: Record<string, unknown>, place: Place): boolean {
  const schema = resolve(place.root, node) ?? node;
  return (
    node.format === 'password' ||
    node.writeOnly === true ||
    schema.format === 'password' ||
    schema.writeOnly === true ||
    (place.name !== undefined &&
      isSecretName(place.name) &&
      schema.type !== 'boolean')
  );
}

/** The default of a nested model may hold a secret further down. */
function omitSecrets(
  value: unknown,
  node: Record<string, unknown>,
  root: JsonSchema,
): unknown {
  if (!isRecord(value)) return value;
  const definitions = { definitions: root.definitions, $defs: root.$defs };
  return new Secrets({ ...definitions, ...node, default: undefined }).omit(
    value,
  );
}

function isOneOf(key: string, keys: readonly string[]): boolean {
  return keys.includes(key);
}
