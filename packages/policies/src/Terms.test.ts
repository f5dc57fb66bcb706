import { compilePolicies } from './compilePolicies';
import { InvalidPoliciesError } from './InvalidPoliciesError';
import { readSchema } from './starterFolder';
import { LEAST, strictest, type Terms } from './Terms';

let schema: string;

beforeAll(async () => {
  schema = await readSchema();
});

const policyOf = (text: string) =>
  compilePolicies([{ name: 'test.cedar', text }], schema).policies[0];

const asked = (annotations: string) =>
  `@id("asked") ${annotations} permit (principal, action == Action::"request", resource);`;

describe('the terms of a permit', () => {
  it.each<[string, Partial<Terms>]>([
    ['', {}],
    ['@approvals("2")', { approvals: 2 }],
    ['@longest("30m")', { longestSeconds: 1_800 }],
    ['@longest("4h")', { longestSeconds: 14_400 }],
    ['@longest("30d")', { longestSeconds: 2_592_000 }],
    ['@uses("many")', { uses: 'many' }],
    ['@parameters("any")', { parameters: 'any' }],
    ['@newcomers("count")', { newcomers: 'count' }],
    [
      '@reason("Ask.") @uses("once") @approvals("3")',
      { uses: 'once', approvals: 3 },
    ],
  ])('of %s are the least and what is said', (annotations, terms) => {
    expect(policyOf(asked(annotations)).terms).toEqual({ ...LEAST, ...terms });
  });

  it.each([
    ['@approvals("0")', '@approvals("0") is not understood'],
    ['@approvals("two")', '@approvals("two") is not understood'],
    ['@longest("31d")', '@longest("31d") is not understood'],
    ['@longest("4 hours")', '@longest("4 hours") is not understood'],
    ['@uses("often")', '@uses("often") is not understood'],
    ['@approval("2")', '@approval is no annotation that is known'],
    ['@constructor("2")', '@constructor is no annotation that is known'],
  ])('are refused with the whole set: %s', (annotations, message) => {
    expect(problemsOf(asked(annotations))).toEqual([
      expect.objectContaining({ message, file: 'test.cedar', line: 1 }),
    ]);
  });

  it('are read of permits to break the glass too, and of no other policy', () => {
    expect(
      policyOf(
        '@id("a") permit (principal, action == Action::"breakGlass", resource);',
      ).terms,
    ).toEqual(LEAST);
    expect(
      policyOf(
        '@id("a") forbid (principal, action == Action::"request", resource);',
      ).terms,
    ).toBeUndefined();
  });

  it.each([
    '@id("a") @approvals("2") permit (principal, action == Action::"run", resource);',
    '@id("a") @approvals("2") forbid (principal, action == Action::"request", resource);',
  ])('are refused where nobody would read them: %s', text => {
    expect(problemsOf(text)).toEqual([
      expect.objectContaining({ message: '@approvals says nothing here' }),
    ]);
  });
});

describe('the terms of several permits', () => {
  const generous: Terms = {
    approvals: 1,
    longestSeconds: 86_400,
    uses: 'many',
    parameters: 'any',
    newcomers: 'count',
  };
  const strict: Terms = { ...LEAST, approvals: 2 };

  it('are the strictest of each, in any order', () => {
    expect(strictest([generous, strict])).toEqual(strict);
    expect(strictest([strict, generous])).toEqual(strict);
    expect(strictest([generous])).toEqual(generous);
  });

  it('are the least when there is none', () => {
    expect(strictest([])).toEqual(LEAST);
  });
});

function problemsOf(text: string): unknown {
  try {
    policyOf(text);
    return [];
  } catch (error) {
    return (error as InvalidPoliciesError).problems;
  }
}
