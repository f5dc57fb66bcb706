import { policiesOf } from '../__testUtils__/starterPolicies';
import { testDatabases } from '../__testUtils__/testDatabases';
import { AccessWorld, production } from './__testUtils__/AccessWorld';
import type { Decision } from './Access';

describe.each(testDatabases.eachSupportedId())(
  'policies of one own on %s',
  databaseId => {
    let world: AccessWorld;

    beforeAll(async () => {
      world = await AccessWorld.on(databaseId);
    });

    beforeEach(() => world.reset());

    const platform =
      '@id("platform-run")\npermit (principal in Group::"group:default/platform", action == Action::"run", resource);\n';
    const everybody =
      '@id("view")\npermit (principal, action == Action::"view", resource);\n';

    it.each<[string, string, Partial<Decision>]>([
      [
        'the group that a permit names',
        platform,
        {
          policy: 'platform-run',
          reason:
            'You may not run this. Closest policy: platform-run, for platform.',
        },
      ],
      [
        'that it would be allowed were it not restricted',
        '@id("open-run")\npermit (principal, action == Action::"run", resource) when { resource.sensitivity == "normal" };',
        {
          policy: 'open-run',
          reason:
            'You may not run this. Closest policy: open-run, for what is not restricted.',
        },
      ],
      [
        'that no policy is near',
        '@id("far-run")\npermit (principal, action == Action::"run", resource) when { resource.tags.contains("a") && resource.tags.contains("b") };',
        {
          policy: undefined,
          reason: 'You may not run this: no policy allows it.',
        },
      ],
      [
        'which policy forbids it, and what that says',
        `@id("all")\npermit (principal, action, resource);\n@id("freeze")\n@reason("Nothing runs in December.")\nforbid (principal, action == Action::"run", resource);`,
        {
          policy: 'freeze',
          policies: ['freeze'],
          reason:
            'You may not run this: freeze forbids it. Nothing runs in December.',
        },
      ],
    ])('tell who is denied %s', async (_, text, expected) => {
      world.policies = policiesOf(everybody + text);

      await expect(
        world.decide(world.jo, 'run', 'secret'),
      ).resolves.toMatchObject({
        allowed: false,
        policies: [],
        version: world.policies.current()?.version,
        ...expected,
      });
    });

    it('decide by what a run asks for beyond its deployment', async () => {
      const on = { instance: production, deployment: 'payouts' };

      await expect(
        world.access.decide(world.mina, 'run', on, {
          overrides: { jobVariables: true },
        }),
      ).resolves.toMatchObject({
        allowed: false,
        policy: 'no-job-variables',
        reason:
          'You may not run this: no-job-variables forbids it. A run may not change the variables of its job. Change the deployment instead.',
      });
      await expect(
        world.access.decide(world.mina, 'run', on),
      ).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('deny everything, lists too, when there are none', async () => {
      world.policies = {
        current: () => undefined,
        health: () => ({ version: undefined, problem: 'a.cedar:1:1: no' }),
      };

      await expect(
        world.decide(world.mina, 'view', 'payouts'),
      ).resolves.toMatchObject({
        allowed: false,
        reason: expect.stringContaining(
          'the policies of this portal cannot be read',
        ),
        version: undefined,
      });
      await expect(world.access.viewScope(world.mina)).resolves.toMatchObject({
        allOf: expect.arrayContaining([{ rule: 'NEVER' }]),
      });
      expect(world.access.policies()).toEqual({
        version: undefined,
        problem: 'a.cedar:1:1: no',
        policies: [],
      });
    });
  },
);
