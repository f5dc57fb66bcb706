import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the package carries its policies and the schema of all policies. */
export function starterFolder(): string {
  const manifest = require.resolve('@backstage-prefect/policies/package.json');
  return join(dirname(manifest), 'policies');
}

/** The schema of what this version decides by; it is not for others to change. */
export function readSchema(): Promise<string> {
  return readFile(join(starterFolder(), 'prefect.cedarschema'), 'utf8');
}
