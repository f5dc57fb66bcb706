import {
  compilePolicies,
  readSchema,
  type PolicySet,
} from '@backstage-prefect/policies';
import fc from 'fast-check';
import { countPeople, diffPolicies } from './diffPolicies';
import { nameOfResource } from './nameOfResource';
import type { Population } from './Population';
import { whoCan } from './whoCan';

let schema: string;

beforeAll(async () => {
  schema = await readSchema();
});

const compile = (...policies: string[]): PolicySet =>
  compilePolicies(
    [
      {
        name: 'test.cedar',
        text: policies
          .map((policy, index) => `@id("p${index}")\n${policy};`)
          .join('\n'),
      },
    ],
    schema,
  );

const deployment = (name: string, facts: object = {}) => ({
  deployment: `prod:${name}`,
  owners: ['data'],
  tags: [],
  restricted: false,
  ...facts,
});

const population: Population = {
  people: [
    { user: 'mina', groups: ['data'] },
    { user: 'jo', groups: ['insights'] },
  ],
  deployments: [
    deployment('plain'),
    deployment('eu', { tags: ['eu'] }),
    deployment('secret', { restricted: true }),
    { instance: 'prod' },
  ],
};

const OWNERS =
  'permit (principal, action, resource) when { principal in resource.owners }';
const OVERRIDES =
  'forbid (principal, action == Action::"run", resource) when { context.overrides.jobVariables }';

const changes = (before: string[], after: string[]) =>
  diffPolicies(compile(...before), compile(...after), population).map(
    ({ request, ...verdicts }) => [
      request.principal.ref,
      request.action,
      nameOfResource(request.resource),
      verdicts.after.allowed,
    ],
  );

describe('diffPolicies', () => {
  it.each<[string, string[], string[], unknown[]]>([
    [
      'nothing where policies only move',
      [OWNERS, OVERRIDES],
      [OVERRIDES, OWNERS],
      [],
    ],
    [
      'what a group gains',
      [OWNERS],
      [
        OWNERS,
        'permit (principal in Group::"group:default/insights", action == Action::"operate", resource) when { resource.tags.contains("eu") }',
      ],
      [['user:default/jo', 'operate', 'prod:eu', true]],
    ],
    [
      'what owners lose',
      [OWNERS],
      [
        OWNERS,
        'forbid (principal, action == Action::"schedule", resource) when { resource.sensitivity == "restricted" }',
      ],
      [['user:default/mina', 'schedule', 'prod:secret', false]],
    ],
    [
      'what a run may override from now on',
      [OWNERS, OVERRIDES],
      [OWNERS],
      ['plain', 'eu', 'secret'].map(name => [
        'user:default/mina',
        'run',
        `prod:${name}`,
        true,
      ]),
    ],
  ])('tells %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it('counts people, not answers', () => {
    const gained = diffPolicies(
      compile(OWNERS),
      compile('permit (principal, action, resource)'),
      population,
    );

    expect(gained.length).toBeGreaterThan(2);
    expect(countPeople(gained)).toEqual({ gain: 2, lose: 0 });
  });
});

describe('whoCan', () => {
  it.each([
    ['plain', 'user:default/mina', ['p0', 'p1']],
    ['eu', 'user:default/mina', ['p0']],
  ])('names everyone with their policies: %s', (name, principal, policies) => {
    const set = compile(
      OWNERS,
      'permit (principal == User::"user:default/mina", action == Action::"run", resource) unless { resource.tags.contains("eu") }',
    );
    const on = population.deployments.find(
      each => 'deployment' in each && each.deployment === `prod:${name}`,
    )!;

    expect(whoCan(set, population.people, { action: 'run', on })).toEqual([
      { principal, policies },
    ]);
  });
});

describe('random policies', () => {
  const conditions = fc.constantFrom(
    'true',
    'principal in resource.owners',
    'principal in Group::"group:default/insights"',
    'resource.tags.contains("eu")',
    'resource.sensitivity == "restricted"',
    'resource is Instance',
  );
  const policy = (effect: 'permit' | 'forbid') =>
    fc
      .tuple(
        fc.constantFrom('view', 'run', 'operate', 'schedule'),
        fc.constantFrom('when', 'unless'),
        conditions,
      )
      // Cedar refuses a policy that never applies.
      .filter(([, kind, condition]) => kind === 'when' || condition !== 'true')
      .map(
        ([action, kind, condition]) =>
          `${effect} (principal, action == Action::"${action}", resource) ${kind} { ${condition} }`,
      );
  const permits = fc.array(policy('permit'), { minLength: 1, maxLength: 4 });

  it('differ in nothing from themselves', () => {
    fc.assert(
      fc.property(permits, policy('forbid'), (some, forbid) => {
        const [one, same] = [
          compile(...some, forbid),
          compile(...some, forbid),
        ];
        expect(diffPolicies(one, same, population)).toEqual([]);
        [one, same].forEach(set => set.release());
      }),
      { numRuns: 30 },
    );
  });

  it('let nobody gain by a forbid, and take back what it took', () => {
    let lost = 0;
    fc.assert(
      fc.property(permits, policy('forbid'), (some, forbid) => {
        const before = compile(...some);
        const after = compile(...some, forbid);
        const there = diffPolicies(before, after, population);
        const back = diffPolicies(after, before, population);
        lost += there.length;
        expect(countPeople(there).gain).toBe(0);
        expect(countPeople(back)).toEqual({
          gain: countPeople(there).lose,
          lose: 0,
        });
        [before, after].forEach(set => set.release());
      }),
      { numRuns: 60 },
    );
    expect(lost).toBeGreaterThan(0);
  });
});
