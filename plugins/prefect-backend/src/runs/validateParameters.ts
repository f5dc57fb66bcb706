import type {
  FieldError,
  JsonSchema,
  RunParameters,
  Validation,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Principal } from '../access';
import type { Key } from '../mirror';
import { assertNoTemplates, templatesIn } from './assertNoTemplates';
import { checkAgainstSchema } from './checkAgainstSchema';
import { InvalidParametersError } from './InvalidParametersError';
import type { DeploymentRow } from './read/DeploymentRow';
import { findDeployment } from './read/findDeployment';
import { parseJson } from './read/json';
import type { RunsDeps } from './RunsDeps';

/** Parameters for a deployment. */
export type ValidateParameters = {
  readonly deployment: Key;
  readonly parameters: RunParameters;
};

/** Checks parameters as a start would, together with the deployment's own defaults. */
export async function validateParameters(
  deps: RunsDeps,
  by: Principal,
  { deployment, parameters }: ValidateParameters,
): Promise<Validation> {
  const row = await findDeployment(deps, by, deployment);
  assertNoTemplates(parameters);
  const errors = await checkParameters(deps, row, parameters);
  return { valid: errors.length === 0, errors };
}

/**
 * For deployments whose schema is enforced, as Prefect itself does.
 * @throws InvalidParametersError
 */
export async function assertFits(
  deps: RunsDeps,
  row: DeploymentRow,
  parameters: RunParameters,
): Promise<void> {
  if (!row.enforce_parameter_schema) return;
  const fields = await checkParameters(deps, row, parameters);
  if (fields.length > 0) throw new InvalidParametersError(fields);
}

/** What does not fit; nothing when the deployment has no schema. */
async function checkParameters(
  deps: RunsDeps,
  row: DeploymentRow,
  parameters: RunParameters,
): Promise<FieldError[]> {
  const schema = parseJson<JsonSchema | undefined>(
    row.parameter_schema,
    undefined,
  );
  if (!schema) return [];
  const defaults = parseJson<RunParameters>(row.parameters, {});
  const { values, expanded } = merge(defaults, parameters);
  const errors = await checkAgainstSchema(deps, {
    instance: row.instance,
    schema,
    values,
  });
  return errors.filter(error => !expanded.has(error.path[0]));
}

/**
 * Defaults that Prefect expands are left out: an error about one would quote a variable
 * that the caller may not be allowed to read.
 */
function merge(
  defaults: RunParameters,
  parameters: RunParameters,
): { values: RunParameters; expanded: ReadonlySet<string> } {
  const expanded = new Set(
    Object.keys(defaults).filter(
      name =>
        !Object.hasOwn(parameters, name) &&
        templatesIn(defaults[name]).length > 0,
    ),
  );
  const plain = Object.entries(defaults).filter(
    ([name]) => !expanded.has(name),
  );
  return { values: { ...Object.fromEntries(plain), ...parameters }, expanded };
}
