import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  type Action,
  ACTIONS,
  type PolicyPrincipal,
  type PolicySet,
} from '@backstage-prefect/policies';
import { insertDeployments } from '../__testUtils__/insertDeployments';
import { runOf } from '../__testUtils__/runOf';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { toEntityRef } from '../bindings';
import type { Instance, InstanceId, Instances } from '../instances';
import type { Access, Principal, Resource } from './Access';
import { applyScope } from './applyScope';
import { nobodyIsInTheCatalog } from '../__testUtils__/nobodyIsInTheCatalog';
import { Grants } from '../grants';
import { createAccess } from './createAccess';
import {
  compile,
  forbids,
  IDS,
  people,
  permits,
  things,
  type Thing,
} from './__testUtils__/randomPolicies';

jest.setTimeout(240_000);

const configured = IDS.map(
  id =>
    ({
      id: id as InstanceId,
      title: id,
      environment: id === 'dev' ? 'test' : 'production',
      labels: {},
      apiUrl: `http://${id}.test/api`,
      uiUrl: undefined,
    } satisfies Instance),
);

const instances: Pick<Instances, 'list' | 'find'> = {
  list: () => configured,
  find: (id: string) => configured.find(each => each.id === id),
};

const signedIn = ({ ref, ownershipRefs }: PolicyPrincipal): Principal => ({
  kind: 'user',
  door: 'portal',
  ref: toEntityRef(ref),
  ownershipRefs: ownershipRefs.map(toEntityRef),
  credentials: mockCredentials.user(ref),
});

describe.each(testDatabases.eachSupportedId())(
  'lists by policies on %s',
  databaseId => {
    let db: Knex;
    let access: Access;
    let policies: PolicySet | undefined;

    beforeAll(async () => {
      db = await migratedDatabase(databaseId);
      access = createAccess({
        db,
        instances,
        auth: mockServices.auth(),
        userInfo: mockServices.userInfo(),
        permissions: mockServices.permissions.mock({
          authorizeConditional: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }),
        permissionsRegistry: mockServices.permissionsRegistry.mock({
          getPermissionRuleset: () => ({
            getRuleByName: () => undefined as never,
          }),
        }),
        grants: new Grants({ db, clock: Date.now }),
        people: nobodyIsInTheCatalog,
        policies: {
          current: () => policies,
          health: () => ({ version: policies?.version, problem: undefined }),
        },
      });
    });

    async function write(all: readonly Thing[]): Promise<Resource[]> {
      for (const table of [
        'runs',
        'deployments',
        'bound_deployments',
        'deployment_owners',
        'deployment_tags',
        'deployment_sensitivity',
      ]) {
        await db(table).delete();
      }
      for (const [index, thing] of all.entries()) {
        await writeThing(String(index), thing);
      }
      for (const instance of IDS) {
        await db('runs').insert(runOf(instance, `run-on-${instance}`, null));
      }
      return [
        ...all.map(({ instance }, index) => ({
          instance: instance as InstanceId,
          deployment: String(index),
        })),
        ...configured.map(({ id }) => ({
          instance: id,
          deployment: undefined,
        })),
      ];
    }

    async function writeThing(id: string, thing: Thing): Promise<void> {
      const { instance, owners, tags, restricted, bound } = thing;
      const key = { instance, deployment_id: id };
      await insertDeployments(db, [{ instance, id, title: `f/${id}`, tags }]);
      await db('runs').insert(runOf(instance, `run-${id}`, id));
      if (bound) await db('bound_deployments').insert(key);
      for (const owner_ref of owners) {
        await db('deployment_owners').insert({ ...key, owner_ref });
      }
      if (restricted) {
        await db('deployment_sensitivity').insert({
          ...key,
          sensitivity: 'restricted',
        });
      }
    }

    const listed = async (who: Principal): Promise<string[]> => {
      const rows = await applyScope(
        db('runs').select('runs.id'),
        await access.viewScope(who),
        {
          instance: 'runs.instance',
          deployment: 'runs.governing_deployment_id',
        },
      );
      return rows.map(({ id }: { id: string }) => id).sort();
    };

    const allowed = async (
      who: Principal,
      action: Action,
      on: readonly Resource[],
    ): Promise<string[]> => {
      const decisions = await access.decideMany(who, action, on);
      return on
        .filter((_, index) => decisions[index].allowed)
        .map(({ instance, deployment }) =>
          deployment === undefined ? `run-on-${instance}` : `run-${deployment}`,
        )
        .sort();
    };

    it('shows exactly what is allowed one by one, whatever the policies ask', async () => {
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(
          things,
          fc.array(fc.tuple(people, permits, forbids), {
            minLength: 1,
            maxLength: 6,
          }),
          async (all, asked) => {
            const on = await write(all);
            for (const [person, some, others] of asked) {
              const who = signedIn(person);
              policies = compile([...some, ...others]);
              if (!policies) continue;
              compared += 1;
              expect(await listed(who)).toEqual(await allowed(who, 'view', on));
              policies.release();
            }
          },
        ),
        { numRuns: 60 },
      );
      expect(compared).toBeGreaterThan(60);
    });

    it('gives nothing to whom no permit is about, and nothing without policies', async () => {
      await fc.assert(
        fc.asyncProperty(
          things,
          people,
          forbids,
          async (all, person, others) => {
            const who = signedIn(person);
            const on = await write(all);
            policies = compile([
              {
                effect: 'permit',
                head: 'principal == User::"user:default/somebody-else", action, resource',
                kind: 'when',
                condition: 'true',
              },
              ...others,
            ]);
            for (const action of ACTIONS) {
              expect(await allowed(who, action, on)).toEqual([]);
            }
            expect(await listed(who)).toEqual([]);
            policies?.release();
          },
        ),
        { numRuns: 20 },
      );
    });
  },
);
