import { InputError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { compilePolicies } from './compilePolicies';
import { findNearMiss } from './findNearMiss';
import type { PolicySet } from './PolicySet';
import { requestOf } from './PolicyQuestion';
import { policyTests, type PolicyTest } from './PolicyTest';
import { readPolicyFolder } from './readPolicyFolder';
import { readSchema } from './starterFolder';

/** How one test of policies ended. */
export type PolicyTestResult = {
  /** Inside the folder of tests. */
  readonly file: string;
  readonly name: string;
  /** What came instead of what was expected; undefined when that came. */
  readonly failure: string | undefined;
};

/**
 * Asks the policies of a folder what its `tests/*.yaml` ask, and compares: the verdict, and
 * exactly which policies gave it.
 *
 * @throws InvalidPoliciesError when the policies are not valid
 * @throws InputError when a file of tests is not what it should be, with its name
 */
export async function testPolicies(
  folder: string,
): Promise<PolicyTestResult[]> {
  const policies = compilePolicies(
    await readPolicyFolder(folder),
    await readSchema(),
  );
  try {
    const files = await readTests(join(folder, 'tests'));
    return files.flatMap(({ file, tests }) =>
      tests.map(test => ({
        file,
        name: test.name,
        failure: failureOf(policies, test),
      })),
    );
  } finally {
    policies.release();
  }
}

async function readTests(folder: string) {
  const names = (await readdir(folder)).filter(name => /\.ya?ml$/.test(name));
  return Promise.all(
    names.sort().map(async file => {
      const text = await readFile(join(folder, file), 'utf8');
      return { file, tests: parseTests(file, text) };
    }),
  );
}

function parseTests(file: string, text: string): PolicyTest[] {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new InputError(`${file}: ${mistake.message}`);
  const read = policyTests.safeParse(document.toJS() ?? []);
  if (read.success) return read.data;
  throw new InputError(`${file}: ${z.prettifyError(read.error)}`);
}

function failureOf(policies: PolicySet, test: PolicyTest): string | undefined {
  const request = requestOf(test);
  const { allowed, policies: by } = policies.decide(request);
  const closest = allowed ? undefined : findNearMiss(policies, request)?.policy;
  const expected = describe(test.expect);
  const actual = describe(
    allowed
      ? { allow: [...by] }
      : {
          deny: [...by],
          closest:
            'closest' in test.expect && test.expect.closest !== undefined
              ? closest
              : undefined,
        },
  );
  return expected === actual
    ? undefined
    : `expected ${expected}, but it is ${actual}`;
}

function describe(verdict: PolicyTest['expect']): string {
  if ('allow' in verdict) return `allow by ${listed(verdict.allow)}`;
  const closest = verdict.closest ? `, closest ${verdict.closest}` : '';
  return `deny by ${listed(verdict.deny)}${closest}`;
}

function listed(ids: readonly string[]): string {
  return [...ids].sort().join(', ') || 'no policy';
}
