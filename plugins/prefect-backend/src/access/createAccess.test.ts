import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  mockCredentials,
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { RESOURCE_TYPE_PREFECT_DEPLOYMENT } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { insertDeployments } from '../__testUtils__/insertDeployments';
import { policiesOf, starterPolicies } from '../__testUtils__/starterPolicies';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import type { Instance, InstanceId, Instances } from '../instances';
import type { Access, Action, Decision, Principal } from './Access';
import { applyScope } from './applyScope';
import { createAccess } from './createAccess';
import type { Policies } from './policies';
import {
  createPrefectConditionalDecision,
  prefectConditions,
} from './permissionRules';

const production = 'production' as InstanceId;
const dev = 'dev' as InstanceId;

const configured: Instance[] = [production, dev].map(id => ({
  id,
  title: id,
  environment: id === production ? 'prod' : 'test',
  labels: {},
  apiUrl: `http://${id}.test/api`,
  uiUrl: undefined,
}));

/** Only what access reads of the instances. */
const instances: Pick<Instances, 'list' | 'find'> = {
  list: () => configured,
  find: (id: string) => configured.find(instance => instance.id === id),
};

type Permission = ResourcePermission<typeof RESOURCE_TYPE_PREFECT_DEPLOYMENT>;
type Policy = (request: { permission: Permission }) => PolicyDecision;
type Condition = Parameters<typeof createPrefectConditionalDecision>[1];

/** Backstage's own registry, so that parameters of rules are validated as in production. */
const newRegistry = () =>
  ServiceFactoryTester.from(permissionsRegistryServiceFactory, {
    dependencies: [mockServices.httpRouter.mock().factory],
  }).getSubject('prefect');

const allowAll: Policy = () => ({ result: AuthorizeResult.ALLOW });
const { version } = starterPolicies().current();
const UNKNOWN = 'Not here, deleted, or not yours to see.';

describe.each(testDatabases.eachSupportedId())('access on %s', databaseId => {
  let db: Knex;
  let policy: Policy = allowAll;
  let policies: Policies = starterPolicies();
  let asked = 0;
  let access: Access;
  let mina: Principal;
  let jo: Principal;

  async function signIn(user: string, groups: string[]): Promise<Principal> {
    access = await accessFor(`user:default/${user}`, groups);
    return access.principalOf(
      mockCredentials.user(`user:default/${user}`),
      'portal',
    );
  }

  async function accessFor(
    userEntityRef: string,
    groups: string[],
  ): Promise<Access> {
    return createAccess({
      db,
      instances,
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo({
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...groups],
      }),
      permissions: mockServices.permissions.mock({
        authorizeConditional: async requests => {
          asked += 1;
          return requests.map(request => policy(request as never));
        },
      }),
      permissionsRegistry: await newRegistry(),
      policies: {
        current: () => policies.current(),
        health: () => policies.health(),
      },
    });
  }

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
    await insertDeployments(db, [
      { id: 'payouts', title: 'payouts/nightly', tags: ['money'] },
      { id: 'orphan', title: 'etl/orphan' },
      { id: 'secret', title: 'hr/salaries' },
      { id: 'unsettled', title: 'etl/new' },
      { instance: 'dev', id: 'dev-payouts', title: 'payouts/nightly' },
      { instance: 'gone', id: 'forgotten', title: 'etl/forgotten' },
    ]);
    for (const [instance, id] of [
      ['production', 'payouts'],
      ['production', 'orphan'],
      ['production', 'secret'],
      ['dev', 'dev-payouts'],
      ['gone', 'forgotten'],
    ]) {
      await db('bound_deployments').insert({ instance, deployment_id: id });
    }
    for (const [instance, id, owner] of [
      ['production', 'payouts', 'group:default/team-payments'],
      ['production', 'payouts', 'group:ops/on-call'],
      ['production', 'secret', 'group:default/team-hr'],
      ['dev', 'dev-payouts', 'group:default/team-payments'],
    ]) {
      await db('deployment_owners').insert({
        instance,
        deployment_id: id,
        owner_ref: owner,
      });
    }
    await db('deployment_sensitivity').insert({
      instance: 'production',
      deployment_id: 'secret',
      sensitivity: 'restricted',
    });
  });

  beforeEach(async () => {
    policy = allowAll;
    policies = starterPolicies();
    jo = await signIn('jo', []);
    mina = await signIn('mina', ['group:default/Team-Payments']);
  });

  const decide = (
    who: Principal,
    action: Action,
    deployment: string | undefined,
    instance = production,
  ): Promise<Decision> => access.decide(who, action, { instance, deployment });

  describe('the starter policy', () => {
    it.each<[string, Action, string]>([
      ['everyone-view', 'view', 'orphan'],
      ['everyone-view', 'view', 'payouts'],
      ['owners-run', 'run', 'payouts'],
      ['owners-operate', 'operate', 'payouts'],
      ['owners-schedule', 'schedule', 'payouts'],
    ])('allows an owner by %s to %s %s', async (id, action, deployment) => {
      await expect(decide(mina, action, deployment)).resolves.toEqual({
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
      await expect(decide(jo, action, 'payouts')).resolves.toEqual({
        allowed: false,
        reason: `You may not ${phrase}. Closest policy: ${id}, for ops/on-call, team-payments.`,
        policy: id,
        policies: [],
        version,
      });
    });

    it('allows nobody to run what nobody owns, and says what to do', async () => {
      await expect(decide(mina, 'run', 'orphan')).resolves.toEqual({
        allowed: false,
        reason:
          'Nobody owns this deployment, so nobody may run it. Add a prefect.io/deployment annotation to the component that it belongs to.',
        policy: 'owners-run',
        policies: [],
        version,
      });
    });

    it('shows what is restricted to its owners only', async () => {
      const hana = await signIn('hana', ['group:default/team-hr']);

      await expect(decide(hana, 'view', 'secret')).resolves.toMatchObject({
        allowed: true,
        policy: 'owners-view',
      });
      await expect(decide(hana, 'run', 'secret')).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('lets everybody see a run without a deployment, and nobody operate it', async () => {
      await expect(decide(jo, 'view', undefined)).resolves.toMatchObject({
        allowed: true,
      });
      await expect(decide(mina, 'operate', undefined)).resolves.toEqual({
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
      decide(mina, action, id, instance as InstanceId),
    ).resolves.toEqual({
      allowed: false,
      reason: UNKNOWN,
      policy: undefined,
      policies: [],
      version,
    });
  });

  describe('policies of one own', () => {
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
      policies = policiesOf(everybody + text);

      await expect(decide(jo, 'run', 'secret')).resolves.toMatchObject({
        allowed: false,
        policies: [],
        version: policies.current()?.version,
        ...expected,
      });
    });

    it('decide by what a run asks for beyond its deployment', async () => {
      const on = { instance: production, deployment: 'payouts' };

      await expect(
        access.decide(mina, 'run', on, { overrides: { jobVariables: true } }),
      ).resolves.toMatchObject({
        allowed: false,
        policy: 'no-job-variables',
        reason:
          'You may not run this: no-job-variables forbids it. A run may not change the variables of its job. Change the deployment instead.',
      });
      await expect(access.decide(mina, 'run', on)).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('deny everything, lists too, when there are none', async () => {
      policies = {
        current: () => undefined,
        health: () => ({ version: undefined, problem: 'a.cedar:1:1: no' }),
      };

      await expect(decide(mina, 'view', 'payouts')).resolves.toMatchObject({
        allowed: false,
        reason: expect.stringContaining(
          'the policies of this portal cannot be read',
        ),
        version: undefined,
      });
      await expect(access.viewScope(mina)).resolves.toMatchObject({
        allOf: expect.arrayContaining([{ rule: 'NEVER' }]),
      });
      expect(access.policies()).toEqual({
        version: undefined,
        problem: 'a.cedar:1:1: no',
        policies: [],
      });
    });
  });

  describe('the ceiling of Backstage permissions', () => {
    const only =
      (name: string, decision: PolicyDecision): Policy =>
      ({ permission }) =>
        permission.name === name ? decision : { result: AuthorizeResult.ALLOW };

    it('denies what the policy of this room would allow', async () => {
      policy = only('prefect.deployment.run', { result: AuthorizeResult.DENY });

      await expect(decide(mina, 'run', 'payouts')).resolves.toEqual({
        allowed: false,
        reason:
          "You may not run this: this portal's permission policy does not give you prefect.deployment.run. Ask whoever runs the portal.",
        policy: 'prefect.deployment.run',
        policies: [],
        version,
      });
      await expect(decide(mina, 'operate', 'payouts')).resolves.toMatchObject({
        allowed: true,
      });
    });

    it('allows nothing that the policy of this room denies', async () => {
      await expect(decide(jo, 'run', 'payouts')).resolves.toMatchObject({
        allowed: false,
        policy: 'owners-run',
      });
    });

    it('makes what one may not view unknown, whatever else one may', async () => {
      policy = only('prefect.deployment.view', {
        result: AuthorizeResult.DENY,
      });

      await expect(decide(mina, 'run', 'payouts')).resolves.toMatchObject({
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
      policy = ({ permission }) =>
        createPrefectConditionalDecision(permission, condition);

      const decisions = await access.decideMany(mina, 'run', [
        { instance: production, deployment: 'payouts' },
        { instance: dev, deployment: 'dev-payouts' },
      ]);

      expect(decisions.map(({ allowed }) => allowed)).toEqual([
        inProduction,
        inDev,
      ]);
    });

    it('is asked once for all that one request wants to know', async () => {
      const principal = await signIn('lena', []);
      asked = 0;

      await access.decide(principal, 'view', {
        instance: production,
        deployment: 'payouts',
      });
      await access.viewScope(principal);

      expect(asked).toBe(1);
    });
  });

  it('answers by position, in the same number of queries for one and for many', async () => {
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    db.on('query', count);
    await decide(mina, 'run', 'payouts');
    const forOne = queries;
    queries = 0;

    const decisions = await access.decideMany(mina, 'run', [
      { instance: production, deployment: 'orphan' },
      { instance: production, deployment: 'payouts' },
      { instance: production, deployment: undefined },
      { instance: production, deployment: 'nowhere' },
      { instance: production, deployment: 'payouts' },
    ]);
    db.removeListener('query', count);

    expect(decisions.map(({ allowed }) => allowed)).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(queries).toBe(forOne);
  });

  it.each(['mina', 'jo', 'hana'])(
    'lists for %s exactly what is allowed one by one',
    async user => {
      const principal = await signIn(
        user,
        {
          mina: ['group:default/team-payments'],
          hana: ['group:default/team-hr'],
        }[user] ?? [],
      );
      policy = ({ permission }) =>
        createPrefectConditionalDecision(permission, {
          not: prefectConditions.hasTag({ tag: 'money' }),
        });
      const all = await db('deployments')
        .select('instance', 'id')
        .orderBy('id');

      const decisions = await access.decideMany(
        principal,
        'view',
        all.map(({ instance, id }) => ({ instance, deployment: id })),
      );
      const listed = await applyScope(
        db('deployments').select('id').orderBy('id'),
        await access.viewScope(principal),
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
      access.principalOf(credentials, 'portal'),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'PREFECT_DENIED',
    });
  });
});
