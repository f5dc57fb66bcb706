import {
  compilePolicies,
  readPolicyFolder,
  readSchema,
  type PolicySet,
} from '@backstage-prefect/policies';

/**
 * The policies of a folder, as the server reads them.
 *
 * @throws InvalidPoliciesError
 */
export async function readPolicies(folder: string): Promise<PolicySet> {
  return compilePolicies(await readPolicyFolder(folder), await readSchema());
}
