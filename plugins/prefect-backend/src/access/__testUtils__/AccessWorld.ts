import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  mockCredentials,
  mockServices,
  ServiceFactoryTester,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { RESOURCE_TYPE_PREFECT_DEPLOYMENT } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import { insertDeployments } from '../../__testUtils__/insertDeployments';
import { nobodyIsInTheCatalog } from '../../__testUtils__/nobodyIsInTheCatalog';
import { starterPolicies } from '../../__testUtils__/starterPolicies';
import { migratedDatabase } from '../../__testUtils__/testDatabases';
import { Grants } from '../../grants';
import type { Instance, InstanceId, Instances } from '../../instances';
import type { Access, Action, Decision, Principal } from '../Access';
import { createAccess } from '../createAccess';
import type { Policies } from '../policies';

export const production = 'production' as InstanceId;
export const dev = 'dev' as InstanceId;

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
export type Policy = (request: { permission: Permission }) => PolicyDecision;

/** Backstage's own registry, so that parameters of rules are validated as in production. */
const newRegistry = () =>
  ServiceFactoryTester.from(permissionsRegistryServiceFactory, {
    dependencies: [mockServices.httpRouter.mock().factory],
  }).getSubject('prefect');

const allowAll: Policy = () => ({ result: AuthorizeResult.ALLOW });

/**
 * Deployments with owners and without, one restricted, one that is not settled, one on
 * another instance and one on an instance that is gone; and two people, of whom mina is in
 * a team that owns something.
 */
export class AccessWorld {
  readonly db: Knex;
  /** Backstage's own permission policy. */
  policy: Policy = allowAll;
  policies: Policies = starterPolicies();
  /** How often the permission policy was asked. */
  asked = 0;
  /** That of whoever signed in last. */
  access!: Access;
  mina!: Principal;
  jo!: Principal;

  private constructor(db: Knex) {
    this.db = db;
  }

  static async on(databaseId: TestDatabaseId): Promise<AccessWorld> {
    const db = await migratedDatabase(databaseId);
    await fill(db);
    return new AccessWorld(db);
  }

  /** As it was before the first test. */
  async reset(): Promise<void> {
    this.policy = allowAll;
    this.policies = starterPolicies();
    this.jo = await this.signIn('jo', []);
    this.mina = await this.signIn('mina', ['group:default/Team-Payments']);
  }

  async signIn(user: string, groups: string[]): Promise<Principal> {
    const ref = `user:default/${user}`;
    this.access = await this.#accessFor(ref, groups);
    return this.access.principalOf(mockCredentials.user(ref), 'portal');
  }

  decide(
    who: Principal,
    action: Action,
    deployment: string | undefined,
    instance = production,
  ): Promise<Decision> {
    return this.access.decide(who, action, { instance, deployment });
  }

  async #accessFor(userEntityRef: string, groups: string[]): Promise<Access> {
    return createAccess({
      db: this.db,
      instances,
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo({
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...groups],
      }),
      permissions: mockServices.permissions.mock({
        authorizeConditional: async requests => {
          this.asked += 1;
          return requests.map(request => this.policy(request as never));
        },
      }),
      permissionsRegistry: await newRegistry(),
      grants: new Grants({ db: this.db, clock: Date.now }),
      people: nobodyIsInTheCatalog,
      policies: {
        current: () => this.policies.current(),
        health: () => this.policies.health(),
      },
    });
  }
}

async function fill(db: Knex): Promise<void> {
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
}
