import { PrefectNotFoundError } from '@backstage-prefect/backstage-plugin-prefect-node';
import type {
  FieldError,
  JsonSchema,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { InstanceId } from '../instances';
import { isRecord } from './read/json';
import type { RunsDeps } from './RunsDeps';
import { MASK, Secrets } from './secrets';

/** Values and the schema that they have to fit. */
export type Check = {
  readonly instance: InstanceId;
  readonly schema: JsonSchema;
  readonly values: Record<string, unknown>;
};

/**
 * What does not fit, as Prefect itself judges it at a run's start. Prefect Cloud has no
 * such route: there, only what we check ourselves is found, and Prefect refuses the rest.
 */
export async function checkAgainstSchema(
  deps: RunsDeps,
  check: Check,
): Promise<FieldError[]> {
  const secrets = new Secrets(check.schema);
  const judged = await askPrefect(deps, check);
  return [
    ...sentMasks(check, secrets),
    ...unknownNames(check),
    ...secrets.scrub(judged, check.values),
  ];
}

/** A masked value that comes back would start the run with eight dots for a password. */
function sentMasks({ values }: Check, secrets: Secrets): FieldError[] {
  return secrets.masksIn(values).map(path => ({
    path,
    message: `Type the value: ${MASK} only stands for it.`,
  }));
}

/** Prefect takes parameters that a flow does not have, and the run fails with a TypeError. */
function unknownNames({ schema, values }: Check): FieldError[] {
  const { properties, additionalProperties } = schema;
  if (!isRecord(properties) || additionalProperties) return [];
  return Object.keys(values)
    .filter(name => !Object.hasOwn(properties, name))
    .map(name => ({
      path: [name],
      message: 'The flow has no parameter of this name.',
    }));
}

async function askPrefect(
  { instances }: RunsDeps,
  { instance, schema, values }: Check,
): Promise<FieldError[]> {
  try {
    const verdict = await instances
      .reader(instance)
      .validateParameters({ schema, values });
    return toFields(verdict.errors, []);
  } catch (error) {
    if (error instanceof PrefectNotFoundError) return [];
    throw error;
  }
}

/** Prefect nests errors: a text here, `{property, errors}` or `{index, errors}` below. */
function toFields(errors: readonly unknown[], path: string[]): FieldError[] {
  return errors.flatMap(error => {
    if (typeof error === 'string') return [{ path, message: error }];
    if (!isRecord(error) || !Array.isArray(error.errors)) return [];
    const key = String(error.property ?? error.index ?? '');
    return toFields(error.errors, [...path, key]);
  });
}
