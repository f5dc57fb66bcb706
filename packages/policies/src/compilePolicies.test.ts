import { readPolicyFolder } from './readPolicyFolder';
import { compilePolicies } from './compilePolicies';
import { InvalidPoliciesError } from './InvalidPoliciesError';
import { readSchema, starterFolder } from './starterFolder';

let schema: string;

beforeAll(async () => {
  schema = await readSchema();
});

const compile = (text: string, name = 'a.cedar') =>
  compilePolicies([{ name, text }], schema);

const permit = (id: string, when = 'true') =>
  `@id("${id}")\npermit (principal, action, resource)\nwhen { ${when} };\n`;

function problemsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidPoliciesError) return error.problems;
    throw error;
  }
  return [];
}

describe('compilePolicies', () => {
  it('takes the starter policies, in the order that they are written in', async () => {
    const set = compilePolicies(
      await readPolicyFolder(starterFolder()),
      schema,
    );

    expect(set.policies.map(({ id }) => id)).toEqual([
      'anyone-asks',
      'owners-approve',
      'owners-audit',
      'no-job-variables',
      'no-other-queue',
      'no-schema-off',
      'no-initial-state',
      'no-templates',
      'everyone-view',
      'owners-view',
      'owners-run',
      'owners-operate',
      'owners-schedule',
    ]);
    expect(set.find('owners-run')).toMatchObject({
      effect: 'permit',
      file: 'starter.cedar',
      line: 14,
      actions: ['run'],
    });
  });

  it.each<[string, string, object]>([
    [
      'a misspelt attribute',
      `// é\n\n${permit('a', 'principal in resource.ownrs')}`,
      {
        line: 5,
        column: 21,
        message: expect.stringContaining('`ownrs`'),
        suggestion: 'did you mean `owners`?',
      },
    ],
    [
      'a misspelt action',
      '@id("a")\npermit (principal, action == Action::"veiw", resource);',
      { line: 2, message: expect.stringContaining('veiw') },
    ],
    [
      'an action that is not decided about',
      '@id("a")\npermit (principal, action == Action::"reveal", resource);',
      { line: 2 },
    ],
    [
      'what is not known of a context',
      '@id("a")\nforbid (principal, action == Action::"view", resource)\nwhen { context.overrides.workQueue };',
      { line: 3 },
    ],
    [
      'what is no Cedar',
      '@id("a")\npermit (principal, action, resource)\nunles { true };',
      { line: 3, column: 1, suggestion: expect.stringContaining('unless') },
    ],
    [
      'no id',
      'permit (principal, action, resource);',
      { line: 1, message: 'the policy has no id' },
    ],
    [
      'an id with a space',
      permit('a b'),
      { line: 1, message: '"a b" is no id for a policy' },
    ],
    [
      'an id that is taken',
      permit('a') + permit('a'),
      { line: 4, message: 'the id a is that of a.cedar:1' },
    ],
    [
      'a template',
      '@id("a")\npermit (principal == ?principal, action, resource);',
      { line: 1, message: expect.stringContaining('template') },
    ],
    [
      'a group that is no ref',
      '@id("a")\npermit (principal in Group::"platform", action, resource);',
      { suggestion: 'did you mean `Group::"group:default/platform"`?' },
    ],
    [
      'a group in other case',
      permit('a', 'principal in Group::"group:default/Platform"'),
      { suggestion: 'did you mean `Group::"group:default/platform"`?' },
    ],
    [
      'a comparison that is never true',
      permit('a', 'resource.tags == "x"'),
      { line: 3 },
    ],
    ['nothing', '// nothing yet\n', { file: 'a.cedar' }],
  ])('refuses %s', (_, text, expected) => {
    expect(problemsOf(() => compile(text))).toEqual([
      expect.objectContaining(expected),
    ]);
  });

  it('refuses all for one, and tells every problem', () => {
    const files = [
      { name: 'b.cedar', text: permit('b', 'resource.tag == "x"') },
      { name: 'a.cedar', text: permit('a') },
      { name: 'c/d.cedar', text: 'permit' },
    ];

    expect(
      problemsOf(() => compilePolicies(files, schema)).map(({ file }) => file),
    ).toEqual(['b.cedar', 'c/d.cedar']);
  });

  it('writes a problem as an editor finds it', () => {
    expect(() => compile(permit('a', 'resource.ownrs.isEmpty()'))).toThrow(
      /^a\.cedar:3:8: attribute `ownrs` .* \(did you mean `owners`\?\)$/,
    );
  });

  it('gives the same files the same version, in whatever order, and others another', () => {
    const [a, b] = ['a', 'b'].map(id => ({
      name: `${id}.cedar`,
      text: permit(id),
    }));
    const versionOf = (...files: (typeof a)[]) =>
      compilePolicies(files, schema).version;

    expect(versionOf(a, b)).toBe(versionOf(b, a));
    expect(versionOf(a, b)).toMatch(/^[0-9a-f]{64}$/);
    expect(versionOf(a)).not.toBe(versionOf(a, b));
    expect(versionOf({ ...a, name: 'z.cedar' })).not.toBe(versionOf(a));
  });
});
