import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import { isNull, isSchema, resolve, type Schema } from './formSchema';

/**
 * The values as the form takes them. `formSchema` makes an empty field of what is optional,
 * so where its schema knows no null, a value that is null is left out.
 */
export function formValues(schema: JsonSchema, values: Schema): Schema {
  function valueOf(node: unknown, value: unknown): unknown {
    const { properties, items } = resolve(present(node), schema);
    if (Array.isArray(value)) return value.map(item => valueOf(items, item));
    if (!isSchema(value) || !isSchema(properties)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, part]) => part !== null || takesNull(properties[name]))
        .map(([name, part]) => [name, valueOf(properties[name], part)]),
    );
  }
  return valueOf(schema, values) as Schema;
}

/** What is behind an optional model or list when it is there. */
function present(node: unknown): Schema {
  if (!isSchema(node)) return {};
  const choices = Array.isArray(node.anyOf) ? node.anyOf : [node];
  const [only, ...more] = choices.filter(each => !isNull(each));
  return more.length === 0 && isSchema(only) ? only : {};
}

/** Whether null is one of the choices, or nothing is said of what it must be. */
function takesNull(node: unknown): boolean {
  if (!isSchema(node)) return true;
  const { type, anyOf, enum: values } = node;
  if (Array.isArray(anyOf)) return anyOf.some(isNull);
  if (Array.isArray(values)) return values.includes(null);
  return [type].flat().includes('null') || !(type || '$ref' in node);
}
