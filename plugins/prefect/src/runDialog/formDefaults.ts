import type { JsonSchema } from '@backstage-prefect/backstage-plugin-prefect-common';
import { getDefaultFormState } from '@rjsf/utils';
import { customizeValidator } from '@rjsf/validator-ajv8';

type Values = Record<string, unknown>;

/** Formats that pydantic writes and JSON schema does not know are for Prefect to check. */
export const validator = customizeValidator<Values>({
  ajvOptionsOverrides: { strict: false, validateFormats: false },
});

/** What the form shows before anybody changes it: the values, and the schema's defaults. */
export const withDefaults = (schema: JsonSchema, values: Values): Values => ({
  ...values,
  ...getDefaultFormState(validator, schema, values, schema),
});
