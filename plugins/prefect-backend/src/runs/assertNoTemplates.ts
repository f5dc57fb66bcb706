import type { FieldError } from '@backstage-prefect/backstage-plugin-prefect-common';
import { InvalidParametersError } from './InvalidParametersError';
import { isRecord } from './read/json';

const KIND = '__prefect_kind';

/**
 * Refuses values that Prefect would expand on its server: they read workspace variables
 * and evaluate templates with the server's rights, not the caller's.
 *
 * @throws InvalidParametersError
 */
export function assertNoTemplates(values: Record<string, unknown>): void {
  const fields = templatesIn(values).map(toField);
  if (fields.length > 0) throw new InvalidParametersError(fields);
}

/** Paths of the values that Prefect would expand, at any depth. */
export function templatesIn(value: unknown, path: string[] = []): string[][] {
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => templatesIn(item, [...path, String(i)]));
  }
  if (!isRecord(value)) return [];
  if (Object.hasOwn(value, KIND)) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    templatesIn(item, [...path, key]),
  );
}

function toField(path: string[]): FieldError {
  return {
    path,
    message: `Values with ${KIND} are expanded by Prefect's server and are not accepted here. Give the value itself.`,
  };
}
