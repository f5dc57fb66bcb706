import fc from 'fast-check';
import type { Knex } from 'knex';
import { runOf } from '../__testUtils__/runOf';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import type { AccessFacts } from '@backstage-prefect/policies';
import { applyScope } from './applyScope';
import type { DeploymentScope, FactScope } from './DeploymentScope';
import { isInScope } from './isInScope';

/** A row of an outer query: something that may belong to a deployment. */
type Subject = {
  readonly deployment: string | null;
  readonly facts: AccessFacts;
};

// Few values, so that they meet; among them such as end a string or mean something in SQL.
const instances = fc.constantFrom('production', 'dev', "o'neil");
const owners = fc.constantFrom(
  'group:default/a',
  'user:default/b',
  '%',
  "';--",
);
const tags = fc.constantFrom('eu', 'restricted', '', '日次', '_');
const sensitivities = fc.constantFrom('normal', 'restricted');

const facts: fc.Arbitrary<AccessFacts> = fc.record({
  instance: instances,
  environment: fc.constant('production'),
  owners: fc.uniqueArray(owners),
  tags: fc.uniqueArray(tags),
  sensitivity: sensitivities,
});

const subjects: fc.Arbitrary<Subject[]> = fc.array(
  fc.oneof(
    facts.map(known => ({ deployment: 'known', facts: known })),
    instances.map(instance => ({
      deployment: null,
      facts: {
        instance,
        environment: 'production',
        owners: [],
        tags: [],
        sensitivity: 'normal',
      },
    })),
  ),
  { maxLength: 8 },
);

const scopes: fc.Arbitrary<FactScope> = fc.letrec<{
  scope: FactScope;
}>(tie => ({
  scope: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.constant<FactScope>({ rule: 'ALWAYS' }),
      fc.constant<FactScope>({ rule: 'NEVER' }),
      fc.array(owners).map(refs => ({ rule: 'IS_OWNER' as const, refs })),
      fc
        .array(instances)
        .map(ids => ({ rule: 'ON_INSTANCE' as const, instances: ids })),
      tags.map(tag => ({ rule: 'HAS_TAG' as const, tag })),
      fc.oneof(sensitivities, fc.constant('secret')).map(sensitivity => ({
        rule: 'HAS_SENSITIVITY' as const,
        sensitivity,
      })),
    ),
    fc.record({ anyOf: fc.array(tie('scope'), { maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('scope'), { maxLength: 3 }) }),
    fc.record({ not: tie('scope') }),
  ),
})).scope;

const columns = {
  instance: 'runs.instance',
  deployment: 'runs.governing_deployment_id',
};

describe.each(testDatabases.eachSupportedId())('scopes on %s', databaseId => {
  let db: Knex;

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
  });

  async function write(all: readonly Subject[]): Promise<void> {
    for (const table of [
      'runs',
      'bound_deployments',
      'deployment_owners',
      'deployment_tags',
      'deployment_sensitivity',
    ]) {
      await db(table).delete();
    }
    for (const [index, subject] of all.entries()) {
      await writeSubject(String(index), subject);
    }
  }

  async function writeSubject(
    id: string,
    { deployment, facts: known }: Subject,
  ): Promise<void> {
    const { instance } = known;
    // The same id on every instance: the key is both.
    const key = { instance, deployment_id: deployment === null ? '' : id };
    await db('runs').insert(
      runOf(instance, id, deployment === null ? null : id),
    );
    if (deployment === null) {
      return;
    }
    await db('bound_deployments').insert(key);
    for (const owner_ref of known.owners) {
      await db('deployment_owners').insert({ ...key, owner_ref });
    }
    for (const tag of known.tags) {
      await db('deployment_tags').insert({ ...key, tag });
    }
    if (known.sensitivity !== 'normal') {
      await db('deployment_sensitivity').insert({
        ...key,
        sensitivity: known.sensitivity,
      });
    }
  }

  const visible = async (scope: DeploymentScope): Promise<string[]> => {
    const rows = await applyScope(
      db('runs').select('runs.id').orderBy('runs.sort_time'),
      scope,
      columns,
    );
    return rows.map((row: { id: string }) => row.id).sort();
  };

  it('answer the same in SQL and in memory, whatever the facts and the scope', async () => {
    await fc.assert(
      fc.asyncProperty(
        subjects,
        fc.array(scopes, { minLength: 1, maxLength: 8 }),
        async (all, several) => {
          await write(all);
          for (const scope of several) {
            const inMemory = all.flatMap((subject, index) =>
              isInScope(scope, subject.facts) ? [String(index)] : [],
            );
            expect(await visible(scope)).toEqual(inMemory.sort());
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  it('leave out what is not settled yet, even from "everything"', async () => {
    await write([]);
    await db('runs').insert(runOf('production', 'r', 'unsettled'));

    await expect(visible({ rule: 'ALWAYS' })).resolves.toEqual([]);
    await expect(visible({ not: { rule: 'NEVER' } })).resolves.toEqual([]);
  });

  it('judge a deployment by its own instance', async () => {
    await write([]);
    await db('runs').insert(runOf('dev', 'r', 'same-id'));
    for (const instance of ['dev', 'production']) {
      await db('bound_deployments').insert({
        instance,
        deployment_id: 'same-id',
      });
    }
    await db('deployment_owners').insert({
      instance: 'production',
      deployment_id: 'same-id',
      owner_ref: 'group:default/a',
    });

    await expect(
      visible({ rule: 'IS_OWNER', refs: ['group:default/a'] }),
    ).resolves.toEqual([]);
  });

  it('are worked out once for a query and not once for a row', async () => {
    const { sql, bindings } = applyScope(
      db('runs').count(),
      {
        anyOf: [
          { rule: 'IS_OWNER', refs: ['group:default/a'] },
          { not: { rule: 'HAS_SENSITIVITY', sensitivity: 'restricted' } },
        ],
      },
      columns,
    ).toSQL();
    const isSqlite = databaseId === 'SQLITE_3';

    const explain = isSqlite ? 'explain query plan' : 'explain';
    const plan = JSON.stringify(await db.raw(`${explain} ${sql}`, bindings));

    expect(plan).toContain(isSqlite ? 'LIST SUBQUERY' : 'hashed SubPlan');
  });

  it('take a list that is longer than databases take values, and its runs without a deployment', async () => {
    await write([]);
    for (const id of ['listed', 'other']) {
      await db('runs').insert(runOf('dev', id, id));
      await db('bound_deployments').insert({
        instance: 'dev',
        deployment_id: id,
      });
    }
    await db('runs').insert(runOf('dev', 'alone', null));
    await db('runs').insert(runOf('production', 'elsewhere', null));
    const many = Array.from(
      { length: 70_000 },
      (_, index) => ['dev', `deployment-${index}`] as const,
    );

    await expect(
      visible({
        rule: 'IS_LISTED',
        deployments: [...many, ['dev', 'listed'], ['production', 'other']],
        instances: ['dev'],
      }),
    ).resolves.toEqual(['alone', 'listed']);
  });

  it('keep the conditions of the outer query', async () => {
    await write([
      {
        deployment: null,
        facts: {
          instance: 'dev',
          environment: '',
          owners: [],
          tags: [],
          sensitivity: 'normal',
        },
      },
    ]);

    const rows = await applyScope(
      db('runs').where('runs.instance', 'production'),
      { anyOf: [{ rule: 'NEVER' }, { rule: 'ALWAYS' }] },
      columns,
    );

    expect(rows).toEqual([]);
  });
});
