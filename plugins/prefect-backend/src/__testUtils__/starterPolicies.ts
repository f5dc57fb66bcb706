import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compilePolicies } from '../access/policies/compilePolicies';
import type { PolicySet } from '../access/policies/PolicySet';

const FOLDER = resolve(__dirname, '../../policies');
const SCHEMA = readFileSync(join(FOLDER, 'prefect.cedarschema'), 'utf8');

let starter: PolicySet | undefined;

/** The policies that the package carries. */
export function starterPolicies(): { current(): PolicySet } {
  starter ??= compilePolicies(
    readdirSync(FOLDER)
      .filter(name => name.endsWith('.cedar'))
      .map(name => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') })),
    SCHEMA,
  );
  const set = starter;
  return { current: () => set };
}

/** Policies that are written in the test, validated as any. */
export function policiesOf(text: string): { current(): PolicySet } {
  const set = compilePolicies([{ name: 'test.cedar', text }], SCHEMA);
  return { current: () => set };
}
