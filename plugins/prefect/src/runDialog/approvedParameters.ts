import type { DeploymentDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { withDefaults } from './formDefaults';
import { changedNames, formSchema } from './formSchema';
import { type SecretPaths, withoutSecrets } from './secretPaths';

type Values = Record<string, unknown>;

/**
 * What is sent of a form that was filled with what somebody approved: as it was approved
 * where nobody has changed it, because a form adds defaults and a grant is for exactly what
 * was asked for.
 */
export function keepApproved(
  filled: Values,
  approved: Values,
  {
    parameterSchema,
    secretParameters,
  }: Pick<DeploymentDetail, 'parameterSchema' | 'secretParameters'>,
): Values {
  const known = withoutSecrets(approved, secretParameters);
  const shown = withDefaults(formSchema(parameterSchema, ''), known);
  const changed = new Set([
    ...changedNames(filled, shown),
    ...secretNames(approved, secretParameters),
  ]);
  return Object.fromEntries([
    ...Object.entries(known).filter(([name]) => !changed.has(name)),
    ...Object.entries(filled).filter(([name]) => changed.has(name)),
  ]);
}

/** Names of the parameters that are secret or have something secret inside. */
export function secretNames(values: Values, secrets: SecretPaths): string[] {
  const differing = changedNames(values, withoutSecrets(values, secrets));
  return Object.keys(values).filter(name => differing.includes(name));
}
