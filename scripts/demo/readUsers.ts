import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { OidcUser } from '../../packages/real-parts/src/index.ts';

const FIELDS = ['name', 'password', 'displayName', 'groups'] as const;

/** The people of `examples/users.yaml`, who may sign in to the demo. */
export function readUsers(root: string): OidcUser[] {
  const file = join(root, 'examples/users.yaml');
  const users = parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(users)) throw new Error(`${file} must be a list.`);
  for (const user of users) {
    const missing = FIELDS.find(field => user[field] === undefined);
    if (missing) throw new Error(`${file}: a user has no "${missing}".`);
  }
  return users;
}
