import fc from 'fast-check';
import type { PolicyPrincipal, PolicySet } from '@backstage-prefect/policies';
import { policiesOf } from '../../__testUtils__/starterPolicies';

// Few values, so that they meet.
export const IDS = ['production', 'dev'] as const;
const TEAMS = ['group:default/a', 'group:default/b', 'user:default/mina'];
const TAGS = ['eu', "it's", '日次'];

/** A deployment as it may be. */
export type Thing = {
  readonly instance: (typeof IDS)[number];
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly restricted: boolean;
  readonly bound: boolean;
};

export const things: fc.Arbitrary<Thing[]> = fc.array(
  fc.record({
    instance: fc.constantFrom(...IDS),
    owners: fc.uniqueArray(fc.constantFrom(...TEAMS)),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS)),
    restricted: fc.boolean(),
    bound: fc.boolean().map(unbound => !unbound),
  }),
  { maxLength: 6 },
);

/** People with the groups that they own things through. */
export const people: fc.Arbitrary<PolicyPrincipal> = fc
  .tuple(
    fc.constantFrom('user:default/mina', 'user:default/jo'),
    fc.subarray(TEAMS.slice(0, 2)),
  )
  .map(([user, memberOf]) => ({
    kind: 'user',
    ref: user,
    ownershipRefs: [user, ...memberOf],
  }));

const quoted = (values: readonly string[]) =>
  values.map(value => JSON.stringify(value)).join(', ');
const groups = (values: readonly string[]) =>
  values.map(value => `Group::${JSON.stringify(value)}`).join(', ');

/** What criteria say, and, at the end, what they do not. */
const conditions: fc.Arbitrary<string> = fc.letrec<{ some: string }>(tie => ({
  some: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(
        'true',
        'principal in resource.owners',
        'principal == User::"user:default/mina"',
        'principal in Group::"group:default/a"',
        'resource.sensitivity == "restricted"',
        '"restricted" != resource.sensitivity',
        'resource.environment == "test"',
        'resource.instance == "production"',
        '["test", "other"].contains(resource.environment)',
        'resource.owners.contains(Group::"group:default/b")',
        'Group::"group:default/b" in resource.owners',
        'resource is Deployment',
        'resource is Instance',
        'resource.owners.isEmpty()',
        'resource.environment like "pro*"',
        'resource == Deployment::"production:0"',
        'resource.owners == [Group::"group:default/a"]',
      ),
      fc
        .constantFrom(...TAGS)
        .map(tag => `resource.tags.contains(${JSON.stringify(tag)})`),
      fc
        .tuple(
          fc.constantFrom('containsAny', 'containsAll'),
          fc.subarray(TAGS, { minLength: 1 }),
        )
        .map(([how, tags]) => `resource.tags.${how}([${quoted(tags)}])`),
      fc
        .tuple(
          fc.constantFrom('containsAny', 'containsAll'),
          fc.subarray(TEAMS, { minLength: 1 }),
        )
        .map(([how, refs]) => `resource.owners.${how}([${groups(refs)}])`),
    ),
    fc.tuple(tie('some'), tie('some')).map(([a, b]) => `(${a} && ${b})`),
    fc.tuple(tie('some'), tie('some')).map(([a, b]) => `(${a} || ${b})`),
    tie('some').map(some => `!(${some})`),
    fc
      .tuple(tie('some'), tie('some'), tie('some'))
      .map(([a, b, c]) => `(if ${a} then ${b} else ${c})`),
  ),
})).some;

export type Written = {
  readonly effect: 'permit' | 'forbid';
  readonly head: string;
  readonly kind: 'when' | 'unless';
  readonly condition: string;
};

/** A policy of this effect. */
export const written = (effect: Written['effect']): fc.Arbitrary<Written> =>
  fc.record({
    effect: fc.constant(effect),
    head: fc.constantFrom(
      'principal, action, resource',
      'principal is User, action == Action::"view", resource',
      'principal in Group::"group:default/a", action in [Action::"view", Action::"run"], resource',
      'principal, action == Action::"run", resource is Deployment',
    ),
    kind: fc.constantFrom('when', 'unless'),
    condition: conditions,
  });

export const permits = fc.array(written('permit'), {
  minLength: 1,
  maxLength: 3,
});
export const forbids = fc.array(written('forbid'), { maxLength: 2 });

/** Undefined where Cedar's validator refuses them, for example because one never applies. */
export function compile(
  policies: readonly Written[],
  team?: { readonly policies: readonly Written[]; readonly owner: string },
): PolicySet | undefined {
  try {
    return policiesOf(
      textOf(policies, 'p'),
      team && { text: textOf(team.policies, 't'), owner: team.owner },
    ).current();
  } catch {
    return undefined;
  }
}

function textOf(policies: readonly Written[], prefix: string): string {
  return policies
    .map(
      ({ effect, head, kind, condition }, index) =>
        `@id("${prefix}${index}")\n${effect} (${head}) ${kind} { ${condition} };`,
    )
    .join('\n');
}
