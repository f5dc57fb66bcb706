import { toEntityRef } from './bindings';
import {
  mockCredentials,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { PolicyPrincipal, PolicySet } from '@backstage-prefect/policies';
import { insertDeployments } from './__testUtils__/insertDeployments';
import { migratedDatabase, testDatabases } from './__testUtils__/testDatabases';
import {
  compile,
  forbids,
  IDS,
  people,
  permits,
  things,
  type Thing,
} from './access/__testUtils__/randomPolicies';
import type { Principal, Resource } from './access';
import type { InstanceId } from './instances';
import { TestWorld } from './runs/__testUtils__/TestWorld';

jest.setTimeout(240_000);

const signedIn = ({ ref, ownershipRefs }: PolicyPrincipal): Principal => ({
  kind: 'user',
  door: 'portal',
  ref: toEntityRef(ref),
  ownershipRefs: ownershipRefs.map(toEntityRef),
  credentials: mockCredentials.user(ref),
});

/** What an entry is about. */
type Subject = { readonly instance: InstanceId; readonly deployment?: string };

describe.each(testDatabases.eachSupportedId())(
  'the list of the ledger on %s',
  databaseId => {
    let db: Knex;
    let world: TestWorld;
    let policies: PolicySet | undefined;

    beforeAll(async () => {
      db = await migratedDatabase(databaseId as TestDatabaseId);
      world = new TestWorld({
        db,
        instances: IDS,
        policies: {
          current: () => policies,
          health: () => ({ version: policies?.version, problem: undefined }),
        },
      });
    });

    /** Deployments with an entry each, entries of runs without one, and one of what is gone. */
    async function write(all: readonly Thing[]): Promise<Subject[]> {
      for (const table of [
        'ledger_entries',
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
      const instances = IDS.map(id => id as InstanceId);
      const subjects: Subject[] = [
        ...all.map(({ instance }, index) => ({
          instance: instance as InstanceId,
          deployment: String(index),
        })),
        ...instances.map(instance => ({ instance, deployment: 'gone' })),
        ...instances.map(instance => ({ instance })),
      ];
      await db('ledger_entries').insert(
        subjects.map(({ instance, deployment }, index) => ({
          writer: 'aaaa',
          seq: index + 1,
          hash: '',
          at: '2026-11-24T12:00:00.000Z',
          kind: 'intent',
          instance,
          deployment: deployment ?? null,
          entry: JSON.stringify({
            id: `aaaa.${index + 1}`,
            at: '2026-11-24T12:00:00.000Z',
            kind: 'intent',
            resource: { instance, deployment },
          }),
        })),
      );
      return subjects;
    }

    async function writeThing(id: string, thing: Thing): Promise<void> {
      const { instance, owners, tags, restricted, bound } = thing;
      const key = { instance, deployment_id: id };
      await insertDeployments(db, [{ instance, id, title: `f/${id}`, tags }]);
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

    const listed = async (who: Principal): Promise<number[]> => {
      const page = await world.runs.listLedger(who, { limit: 100 });
      return page.items
        .filter(({ kind }) => kind === 'intent')
        .map(({ id }) => Number(id.slice('aaaa.'.length)))
        .sort((a, b) => a - b);
    };

    /** By the deployment where it is known, else by its instance. */
    const allowed = async (
      who: Principal,
      subjects: readonly Subject[],
      all: readonly Thing[],
    ): Promise<number[]> => {
      const on: Resource[] = subjects.map(({ instance, deployment }) => ({
        instance,
        deployment: all[Number(deployment)]?.bound ? deployment : undefined,
      }));
      const decisions = await world.deps.access.decideMany(who, 'audit', on);
      return subjects.flatMap((_, index) =>
        decisions[index].allowed ? [index + 1] : [],
      );
    };

    it('has exactly the entries whose deployment may be audited one by one, whatever the policies ask', async () => {
      let compared = 0;
      const some = new Set<string>();
      await fc.assert(
        fc.asyncProperty(
          things,
          fc.array(fc.tuple(people, permits, forbids), {
            minLength: 1,
            maxLength: 4,
          }),
          async (all, asked) => {
            const subjects = await write(all);
            for (const [person, permitted, forbidden] of asked) {
              const who = signedIn(person);
              policies = compile([...permitted, ...forbidden]);
              if (!policies) continue;
              compared += 1;
              const shown = await listed(who);
              expect(shown).toEqual(await allowed(who, subjects, all));
              some.add(
                shown.length === subjects.length
                  ? 'all'
                  : String(shown.length > 0),
              );
              policies.release();
            }
          },
        ),
        { numRuns: 40 },
      );
      expect(compared).toBeGreaterThan(40);
      expect([...some].sort()).toEqual(['all', 'false', 'true']);
    });
  },
);
