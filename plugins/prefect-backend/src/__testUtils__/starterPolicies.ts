import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compilePolicies,
  starterFolder,
  type PolicyFile,
  type PolicySet,
} from '@backstage-prefect/policies';
import type { Policies } from '../access/policies';

const FOLDER = starterFolder();
const SCHEMA = readFileSync(join(FOLDER, 'prefect.cedarschema'), 'utf8');

type Fixed = Omit<Policies, 'current'> & { current(): PolicySet };

let starter: PolicySet | undefined;

/** The policies that the package carries. */
export function starterPolicies(): Fixed {
  starter ??= compilePolicies(
    readdirSync(FOLDER)
      .filter(name => name.endsWith('.cedar'))
      .map(name => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') })),
    SCHEMA,
  );
  return fixed(starter);
}

/** Policies that are written in the test, validated as any. */
export function policiesOf(
  text: string,
  team?: { readonly text: string; readonly owner: string },
): Fixed {
  const files: PolicyFile[] = [{ name: 'test.cedar', text }];
  if (team) files.push({ name: 'team.cedar', ...team });
  return fixed(compilePolicies(files, SCHEMA));
}

function fixed(set: PolicySet): Fixed {
  return {
    current: () => set,
    health: () => ({ version: set.version, problem: undefined }),
  };
}
