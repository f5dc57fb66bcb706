import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the package carries its policies and the schema of all policies. */
export function starterFolder(): string {
  return resolvePackagePath(
    '@backstage-prefect/backstage-plugin-prefect-backend',
    'policies',
  );
}

/** The schema of what this version of the plugin decides by; it is not for others to change. */
export function readSchema(): Promise<string> {
  return readFile(join(starterFolder(), 'prefect.cedarschema'), 'utf8');
}
