import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { ACTIONS } from '@backstage-prefect/policies';
import { starterPolicies } from '../__testUtils__/starterPolicies';
import { testDatabases } from '../__testUtils__/testDatabases';
import type { InstanceId } from '../instances';
import {
  AccessWorld,
  dev,
  production,
  type Policy,
} from './__testUtils__/AccessWorld';
import type { Action } from './Access';
import { applyScope } from './applyScope';
import {
  createPrefectConditionalDecision,
  prefectConditions,
} from './permissionRules';

type Condition = Parameters<typeof createPrefectConditionalDecision>[1];

const { version } = starterPolicies().current();
const UNKNOWN = 'Not here, deleted, or not yours to see.';

describe.each(testDatabases.eachSupportedId())('access on %s', databaseId => {
  let world: AccessWorld;

  beforeAll(async () => {
    world = await AccessWorld.on(databaseId);
  });

  beforeEach(() => world.reset());

  describe('the starter policy', () => {
    it.each<[string, Action, string]>([
      ['everyone-view', 'view', 'orphan'],
      ['everyone-view', 'view', 'payouts'],
      ['owners-run', 'run', 'payouts'],
      ['owners-operate', 'operate', 'payouts'],
      ['owners-schedule', 'schedule', 'payouts'],
    ])('allows an owner by %s to %s %s', async (id, action, deployment) => {
      await expect(
        world.decide(world.mina, action, deployment),
      ).resolves.toEqual({
        allowed: true,
        reason: `Allowed by ${id}.`,
        policy: id,
        policies: expect.arrayContaining([id]),
        version,
      });
    });

    it.each<[Action, string, string]>([
      ['run', 'owners-run', 'run this'],
      ['operate', 'owners-operate', 'operate its runs'],
      ['schedule', 'owners-schedule', 'change its schedules'],
    ])('denies others to %s, and says who may', async (action, id, phrase) => {
      await expect(world.decide(world.jo, action, 'payouts')).resolves.toEqual({
        allowed: false,
        reason: `You may not ${phrase}. Closest policy: ${id}, for ops/on-call, team-payments.`,
        policy: id,
        policies: [],
        version,
      });
    });

    it('allows nobody to run what nobody owns, and says what to do', async () => {
      await expect(world.decide(world.mina, 'run', 'orphan')).resolves.toEqual({
        allowed: false,
        reason:
          'Nobody owns this deployment, so nobody may run it. Add a prefect.io/deployment annotation to the component that it belongs to.',
        policy: 'owners-run',
        policies: [],
        version,
      });
    });

    it('shows what is restricted to its owners only', async () => {
      const hana = await world.signIn('hana', ['group:default/team-hr']);

      await expect(world.decide(hana, 'view', 'secret')).resolves.toMatchObject(
        {
          allowed: true,
          policy: 'owners-view',
        },
      );
      await expect(world.decide(hana, 'run', 'secret')).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('lets everybody see a run without a deployment, and nobody operate it', async () => {
      await expect(
        world.decide(world.jo, 'view', undefined),
      ).resolves.toMatchObject({
        allowed: true,
      });
      await expect(
        world.decide(world.mina, 'operate', undefined),
      ).resolves.toEqual({
        allowed: false,
        reason:
          'This run belongs to no deployment, so nobody owns it and nobody may operate its runs from here.',
        policy: 'owners-operate',
        policies: [],
        version,
      });
    });
  });

  it.each<[string, Action, string | undefined, string]>([
    ['restricted', 'view', 'secret', 'production'],
    ['restricted, when asked to run', 'run', 'secret', 'production'],
    ['not there', 'view', 'nowhere', 'production'],
    ['not settled yet', 'view', 'unsettled', 'production'],
    ['on another instance', 'view', 'payouts', 'dev'],
    ['on an instance that is not configured', 'view', 'forgotten', 'gone'],
    ['a run of such an instance', 'view', undefined, 'gone'],
  ])('gives one answer for what is %s', async (_, action, id, instance) => {
    await expect(
      world.decide(world.mina, action, id, instance as InstanceId),
    ).resolves.toEqual({
      allowed: false,
      reason: UNKNOWN,
      policy: undefined,
      policies: [],
      version,
    });
  });

  describe('the ceiling of Backstage permissions', () => {
    const only =
      (name: string, decision: PolicyDecision): Policy =>
      ({ permission }) =>
        permission.name === name ? decision : { result: AuthorizeResult.ALLOW };

    it('denies what the policy of this room would allow', async () => {
      world.policy = only('prefect.deployment.run', {
        result: AuthorizeResult.DENY,
      });

      await expect(world.decide(world.mina, 'run', 'payouts')).resolves.toEqual(
        {
          allowed: false,
          reason:
            "You may not run this: this portal's permission policy does not give you prefect.deployment.run. Ask whoever runs the portal.",
          policy: 'prefect.deployment.run',
          policies: [],
          version,
        },
      );
      await expect(
        world.decide(world.mina, 'operate', 'payouts'),
      ).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('allows nothing that the policy of this room denies', async () => {
      await expect(
        world.decide(world.jo, 'run', 'payouts'),
      ).resolves.toMatchObject({
        allowed: false,
        policy: 'owners-run',
      });
    });

    it('makes what one may not view unknown, whatever else one may', async () => {
      world.policy = only('prefect.deployment.view', {
        result: AuthorizeResult.DENY,
      });

      await expect(
        world.decide(world.mina, 'run', 'payouts'),
      ).resolves.toMatchObject({
        allowed: false,
        reason: UNKNOWN,
      });
    });

    it.each([
      [
        prefectConditions.inEnvironment({ environments: ['prod'] }),
        true,
        false,
      ],
      [prefectConditions.onInstance({ instances: ['dev'] }), false, true],
      [prefectConditions.hasTag({ tag: 'money' }), true, false],
      [prefectConditions.hasSensitivity({ sensitivity: 'normal' }), true, true],
      [
        prefectConditions.isOwner({ claims: ['Group:default/Team-Payments'] }),
        true,
        true,
      ],
      [
        {
          allOf: [
            prefectConditions.isOwner({
              claims: ['group:default/team-payments'],
            }),
            {
              not: {
                anyOf: [
                  prefectConditions.hasTag({ tag: 'money' }),
                  prefectConditions.hasTag({ tag: 'other' }),
                ],
              },
            },
          ],
        } as Condition,
        false,
        true,
      ],
    ])('follows the condition %j', async (condition, inProduction, inDev) => {
      world.policy = ({ permission }) =>
        createPrefectConditionalDecision(permission, condition);

      const decisions = await world.access.decideMany(world.mina, 'run', [
        { instance: production, deployment: 'payouts' },
        { instance: dev, deployment: 'dev-payouts' },
      ]);

      expect(decisions.map(({ allowed }) => allowed)).toEqual([
        inProduction,
        inDev,
      ]);
    });

    it('is asked once for all that one request wants to know', async () => {
      const principal = await world.signIn('lena', []);
      world.asked = 0;

      await world.access.decide(principal, 'view', {
        instance: production,
        deployment: 'payouts',
      });
      await world.access.viewScope(principal);

      expect(world.asked).toBe(1);
    });
  });

  it('answers by position, in the same number of queries for one and for many', async () => {
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    world.db.on('query', count);
    await world.decide(world.mina, 'run', 'payouts');
    const forOne = queries;
    queries = 0;

    const decisions = await world.access.decideMany(world.mina, 'run', [
      { instance: production, deployment: 'orphan' },
      { instance: production, deployment: 'payouts' },
      { instance: production, deployment: undefined },
      { instance: production, deployment: 'nowhere' },
      { instance: production, deployment: 'payouts' },
    ]);
    world.db.removeListener('query', count);

    expect(decisions.map(({ allowed }) => allowed)).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(queries).toBe(forOne);
  });

  it('decides about each of several actions as about it alone', async () => {
    world.policy = ({ permission }) => ({
      result: permission.name.endsWith('.run')
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    });
    const on = ['orphan', 'payouts', undefined, 'nowhere'].map(deployment => ({
      instance: production,
      deployment,
    }));

    const together = await world.access.decideEach(world.mina, ACTIONS, on);

    const alone = await Promise.all(
      ACTIONS.map(action => world.access.decideMany(world.mina, action, on)),
    );
    expect(together).toEqual(
      on.map((_, index) =>
        Object.fromEntries(
          ACTIONS.map((action, at) => [action, alone[at][index]]),
        ),
      ),
    );
    expect(together[1]).toMatchObject({
      view: { allowed: true },
      run: { allowed: false },
      operate: { allowed: true },
    });
  });

  it.each(['mina', 'jo', 'hana'])(
    'lists for %s exactly what is allowed one by one',
    async user => {
      const principal = await world.signIn(
        user,
        {
          mina: ['group:default/team-payments'],
          hana: ['group:default/team-hr'],
        }[user] ?? [],
      );
      world.policy = ({ permission }) =>
        createPrefectConditionalDecision(permission, {
          not: prefectConditions.hasTag({ tag: 'money' }),
        });
      const all = await world
        .db('deployments')
        .select('instance', 'id')
        .orderBy('id');

      const decisions = await world.access.decideMany(
        principal,
        'view',
        all.map(({ instance, id }) => ({ instance, deployment: id })),
      );
      const listed = await applyScope(
        world.db('deployments').select('id').orderBy('id'),
        await world.access.viewScope(principal),
        { instance: 'deployments.instance', deployment: 'deployments.id' },
      );

      expect(listed.map(({ id }: { id: string }) => id)).toEqual(
        all.filter((_, index) => decisions[index].allowed).map(({ id }) => id),
      );
      expect(listed.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['a service', mockCredentials.service()],
    ['nobody', mockCredentials.none()],
  ])('refuses %s', async (_, credentials) => {
    await expect(
      world.access.principalOf(credentials, 'portal'),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'PREFECT_DENIED',
    });
  });
});
