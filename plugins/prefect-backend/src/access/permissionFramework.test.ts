import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  prefectDeploymentRunPermission,
  RESOURCE_TYPE_PREFECT_DEPLOYMENT,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { starterPolicies } from '../__testUtils__/starterPolicies';
import { migratedDatabase } from '../__testUtils__/testDatabases';
import type { Instance, InstanceId } from '../instances';
import type { Access } from './Access';
import { nobodyIsInTheCatalog } from '../__testUtils__/nobodyIsInTheCatalog';
import { Grants } from '../grants';
import { createAccess } from './createAccess';
import {
  createPrefectConditionalDecision,
  prefectConditions,
} from './permissionRules';

const production = 'production' as InstanceId;
const instance: Instance = {
  id: production,
  title: 'Production',
  environment: 'production',
  labels: {},
  apiUrl: 'http://prefect.test/api',
  uiUrl: undefined,
};

/** An adopter's policy: in production only what is tagged `portal` may be started. */
class AdoptersPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery): Promise<PolicyDecision> {
    if (
      isPermission(permission, prefectDeploymentRunPermission) &&
      isResourcePermission(permission, RESOURCE_TYPE_PREFECT_DEPLOYMENT)
    ) {
      return createPrefectConditionalDecision(permission, {
        anyOf: [
          prefectConditions.hasTag({ tag: 'portal' }),
          {
            not: prefectConditions.inEnvironment({
              environments: ['production'],
            }),
          },
        ],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'adopters-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new AdoptersPolicy());
      },
    });
  },
});

/** The mock forgets which plugin acts for a user, which the permission backend insists on. */
const actingAuth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) => {
    const auth = mockServices.auth({ pluginId: plugin.getId() });
    const actor = { subject: `plugin:${plugin.getId()}` };
    return mockServices.auth.mock({
      isPrincipal: auth.isPrincipal,
      authenticate: auth.authenticate.bind(auth),
      getOwnServiceCredentials: auth.getOwnServiceCredentials.bind(auth),
      getPluginRequestToken: async options => {
        const by = options.onBehalfOf;
        return auth.isPrincipal(by, 'user')
          ? {
              token: mockCredentials.user.token(by.principal.userEntityRef, {
                actor,
              }),
            }
          : auth.getPluginRequestToken(options);
      },
    });
  },
});

describe('access under a real permission backend', () => {
  let backend: TestBackend;
  let access: Access;
  const credentials = mockCredentials.user('user:default/mina');

  beforeAll(async () => {
    const db = await migratedDatabase('SQLITE_3');
    await insertOwned(db, 'tagged', ['portal']);
    await insertOwned(db, 'untagged', []);
    backend = await startTestBackend({
      features: [
        permissionBackend,
        actingAuth,
        policyModule,
        mockServices.rootConfig.factory({
          data: { permission: { enabled: true } },
        }),
        createBackendPlugin({
          pluginId: 'prefect',
          register(env) {
            env.registerInit({
              deps: {
                auth: coreServices.auth,
                userInfo: coreServices.userInfo,
                permissions: coreServices.permissions,
                permissionsRegistry: coreServices.permissionsRegistry,
              },
              async init(services) {
                access = createAccess({
                  ...services,
                  db,
                  policies: starterPolicies(),
                  grants: new Grants({ db, clock: Date.now }),
                  people: nobodyIsInTheCatalog,
                  instances: {
                    list: () => [instance],
                    find: id => (id === instance.id ? instance : undefined),
                  },
                });
              },
            });
          },
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  it("allows what both the adopter's policy and ours allow", async () => {
    const mina = await access.principalOf(credentials, 'portal');

    const decisions = await access.decideMany(mina, 'run', [
      { instance: production, deployment: 'tagged' },
      { instance: production, deployment: 'untagged' },
    ]);

    expect(decisions).toMatchObject([
      { allowed: true, policy: 'owners-run' },
      { allowed: false, policy: 'prefect.deployment.run' },
    ]);
  });

  it('answers the framework about single deployments the same', async () => {
    const answer = await request(backend.server)
      .post('/api/permission/authorize')
      .set(
        'Authorization',
        `Bearer ${mockCredentials.user.token('user:default/mina', {
          actor: { subject: 'plugin:prefect' },
        })}`,
      )
      .send({
        items: [
          { id: '1', resourceRef: 'production:tagged' },
          { id: '2', resourceRef: 'production:untagged' },
          { id: '3', resourceRef: 'production:nowhere' },
          { id: '4', resourceRef: 'nonsense' },
        ].map(item => ({
          ...item,
          permission: prefectDeploymentRunPermission,
        })),
      });

    expect(answer.body.items).toEqual([
      { id: '1', result: 'ALLOW' },
      { id: '2', result: 'DENY' },
      { id: '3', result: 'DENY' },
      { id: '4', result: 'DENY' },
    ]);
  });

  it('publishes permissions and rules with the schemas of their parameters', async () => {
    const { body } = await request(backend.server)
      .get('/api/prefect/.well-known/backstage/permissions/metadata')
      .set('Authorization', mockCredentials.service.header());

    expect(body.permissions.map(({ name }: { name: string }) => name)).toEqual([
      'prefect.deployment.view',
      'prefect.deployment.run',
      'prefect.deployment.operate',
      'prefect.deployment.schedule',
      'prefect.access.request',
      'prefect.access.break-glass',
      'prefect.access.approve',
      'prefect.ledger.read',
    ]);
    expect(
      body.rules.map(
        (rule: { name: string; paramsSchema: { properties: object } }) => [
          rule.name,
          Object.keys(rule.paramsSchema.properties),
        ],
      ),
    ).toEqual([
      ['IS_OWNER', ['claims']],
      ['IN_ENVIRONMENT', ['environments']],
      ['ON_INSTANCE', ['instances']],
      ['HAS_TAG', ['tag']],
      ['HAS_SENSITIVITY', ['sensitivity']],
    ]);
  });
});

async function insertOwned(
  db: Knex,
  id: string,
  tags: readonly string[],
): Promise<void> {
  const key = { instance: 'production', deployment_id: id };
  await db('bound_deployments').insert(key);
  await db('deployment_owners').insert({
    ...key,
    owner_ref: 'user:default/mina',
  });
  for (const tag of tags) {
    await db('deployment_tags').insert({ ...key, tag });
  }
}
