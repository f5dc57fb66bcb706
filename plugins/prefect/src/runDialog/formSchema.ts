import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';

/** A part of a schema, or of the values. */
export type Schema = Record<string, unknown>;

/** Whether it is neither a list nor a single value. */
export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether it is the schema of null alone. */
export const isNull = (node: unknown) => isSchema(node) && node.type === 'null';

/** Below these are names, which may be anything, each with a schema. */
const NAMED = ['properties', 'definitions', '$defs', 'patternProperties'];
/** Below these are values, whatever they look like. */
const VALUES = ['default', 'const', 'enum', 'examples'];

const mapValues = (
  node: Schema,
  change: (value: unknown, key: string) => unknown,
): Schema =>
  Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, change(value, key)]),
  );

/**
 * A pydantic schema as the form wants it. `anyOf [X, null]` is how pydantic v2 says
 * optional: of a single value it becomes `X`, and an empty field then means null; of a model
 * or a list, where empty is something else than null, the choice stays, with `notSet` for
 * null. Everything else stays.
 */
export function formSchema(schema: JsonSchema, notSet: string): JsonSchema {
  function simplify(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(simplify);
    if (!isSchema(node)) return node;
    const { anyOf, ...outer } = node;
    if (!Array.isArray(anyOf)) return simplifyParts(outer);
    const [only, ...more] = anyOf.filter(each => !isNull(each));
    const isOptional = more.length === 0 && anyOf.length === 2;
    if (isOptional && isSchema(only) && !isCompound(only, schema)) {
      const { default: initial, ...rest } = outer;
      return simplifyParts({
        ...only,
        ...rest,
        ...(initial === null || initial === undefined
          ? {}
          : { default: initial }),
      });
    }
    return { ...simplifyParts(outer), anyOf: anyOf.map(simplifyChoice) };
  }
  function simplifyChoice(node: unknown): unknown {
    if (isNull(node)) return { type: 'null', title: notSet };
    const choice = simplify(node);
    const hasName = !isSchema(choice) || '$ref' in choice || 'title' in choice;
    return hasName ? choice : { ...choice, title: choice.type };
  }
  function simplifyParts(node: Schema): Schema {
    return mapValues(node, (value, key) => {
      if (VALUES.includes(key)) return value;
      if (NAMED.includes(key) && isSchema(value)) {
        return mapValues(value, simplify);
      }
      return simplify(value);
    });
  }
  return simplifyParts(schema);
}

/** Whether it is a model, a map or a list rather than a single value. */
function isCompound(node: Schema, root: JsonSchema): boolean {
  const { type } = resolve(node, root);
  return type === 'object' || type === 'array';
}

/** Follows `#/definitions/X` and `#/$defs/X`, which is all that pydantic writes. */
export function resolve(node: Schema, root: JsonSchema): Schema {
  const [, group, name] = String(node.$ref ?? '').split('/');
  const definitions = root[group];
  const found =
    isSchema(definitions) && Object.hasOwn(definitions, name)
      ? definitions[name]
      : undefined;
  return isSchema(found) ? found : node;
}

/** Names of the top-level parameters for which null is a value. */
export function nullableNames(schema: JsonSchema): Set<string> {
  return new Set(
    Object.entries((schema.properties ?? {}) as Schema)
      .filter(
        ([, node]) =>
          isSchema(node) &&
          Array.isArray(node.anyOf) &&
          node.anyOf.some(isNull),
      )
      .map(([name]) => name),
  );
}

/**
 * What is sent: fields that were left empty are left out, so that the deployment's default
 * applies; an optional one whose default is something is sent as null.
 */
export function parametersOf(
  form: Schema,
  defaults: Schema,
  nullable: ReadonlySet<string>,
): Schema {
  const filled = Object.entries(form).filter(
    ([, value]) => value !== undefined,
  );
  const emptied = [...nullable].filter(
    name =>
      form[name] === undefined &&
      defaults[name] !== undefined &&
      defaults[name] !== null,
  );
  return Object.fromEntries([
    ...filled,
    ...emptied.map(name => [name, null] as const),
  ]);
}

/** As text that is equal for equal values; databases reorder keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, part) =>
    isSchema(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  );

/** Names of the top-level parameters that differ. */
export function changedNames(values: Schema, defaults: Schema): string[] {
  return Object.keys({ ...defaults, ...values }).filter(
    name => canonical(values[name]) !== canonical(defaults[name]),
  );
}
