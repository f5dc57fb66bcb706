import type { ComparedDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import { givenDeployment, givenRun } from '../__testUtils__/insertRows';
import { person, TestWorld, uuid } from '../__testUtils__/TestWorld';

const jo = person('jo', 'group:default/team-payments');
const hana = person('hana', 'group:default/team-hr');

const SCHEMA = JSON.stringify({
  type: 'object',
  properties: {
    region: { type: 'string', default: 'eu' },
    limit: { type: 'integer', default: 50 },
    api_token: { type: 'string', default: 'tok-from-code' },
    target: { $ref: '#/definitions/Target', default: { table: 'orders' } },
    hooks: { type: 'array', items: { $ref: '#/definitions/Hook' } },
  },
  definitions: {
    Target: { properties: { table: { type: 'string' } } },
    Hook: {
      properties: {
        url: { type: 'string' },
        key: { type: 'string', format: 'password' },
      },
    },
  },
});

const columns = (over: Record<string, unknown> = {}) => ({
  version: '1.4.0',
  entrypoint: 'etl.py:orders',
  work_pool: 'demo',
  work_queue: 'default',
  parameter_schema: SCHEMA,
  ...over,
  parameters: JSON.stringify(over.parameters ?? {}),
});

describe.each(testDatabases.eachSupportedId())(
  'environments on %s',
  databaseId => {
    let db: Knex;
    let world: TestWorld;
    let nextId = 100;

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
      world = new TestWorld({
        db,
        instances: ['dev', 'staging', 'production'],
      });
    });

    const given = async (
      instance: string,
      title: string,
      over: Record<string, unknown> = {},
      more: object = {},
    ) => {
      nextId += 1;
      const id = uuid(nextId);
      await givenDeployment(db, {
        instance,
        id,
        title,
        columns: columns(over),
        ...more,
      });
      return id;
    };

    /** Deployments in dev and production at once, with a version of each. */
    const givenMany = async (
      count: number,
      versionOf: (instance: string, number: number) => string,
    ) => {
      const rows = ['dev', 'production'].flatMap(instance =>
        Array.from({ length: count }, (_, number) => {
          nextId += 1;
          const name = String(number).padStart(3, '0');
          return {
            instance,
            id: uuid(nextId),
            flow_id: uuid(900),
            flow_name: 'etl',
            name,
            title: `etl/${name}`,
            paused: false,
            version: versionOf(instance, number),
            parameters: '{}',
            enforce_parameter_schema: true,
            tags: '[]',
            labels: '{}',
          };
        }),
      );
      await db.batchInsert('deployments', rows, 50);
      await db.batchInsert(
        'bound_deployments',
        rows.map(({ instance, id }) => ({ instance, deployment_id: id })),
        50,
      );
    };

    const givenSchedule = (
      instance: string,
      deployment: string,
      over: Record<string, unknown> = {},
    ) => {
      nextId += 1;
      return db('schedules').insert({
        instance,
        id: uuid(nextId),
        deployment_id: deployment,
        active: true,
        kind: 'interval',
        expression: '900000',
        timezone: 'UTC',
        ...over,
      });
    };

    const compare = async (
      request: Partial<
        Parameters<TestWorld['runs']['compareEnvironments']>[1]
      > = {},
      by = jo,
    ) =>
      world.runs.compareEnvironments(by, {
        differing: false,
        limit: 50,
        ...request,
      });

    const differences = ({ fields }: ComparedDeployment) =>
      fields
        .filter(({ differs }) => differs)
        .map(({ field, path }) => [field, ...path].join('.'));

    it('puts what has the same name on several instances side by side, in their order', async () => {
      const inProduction = await given('production', 'etl/hourly');
      await given('dev', 'etl/hourly', { version: '1.5.0', paused: true });
      await given('dev', 'etl/nightly');
      await givenRun(db, {
        id: uuid(1),
        deployment: inProduction,
        state: 'FAILED',
      });

      const { items } = await compare();

      expect(items.map(({ title }) => title)).toEqual([
        'etl/hourly',
        'etl/nightly',
      ]);
      expect(items[0].cells).toMatchObject([
        { instance: 'dev', version: '1.5.0', paused: true, lastRun: null },
        {
          instance: 'production',
          environment: 'production',
          id: inProduction,
          version: '1.4.0',
          health: 'failing',
          lastRun: { id: uuid(1), state: { type: 'FAILED' } },
        },
      ]);
      expect(items[1].cells).toHaveLength(1);
    });

    it('names the fields that differ', async () => {
      await given('dev', 'etl/hourly', {
        version: '1.5.0',
        entrypoint: 'new/etl.py:orders',
        work_pool: 'small',
        parameters: { target: { table: 'test' }, region: 'eu' },
      });
      await given('production', 'etl/hourly', {}, { tags: ['orders'] });

      const { items } = await compare();

      expect(differences(items[0])).toEqual([
        'version',
        'tags',
        'entrypoint',
        'workPool',
        'parameter.target.table',
      ]);
    });

    it("compares what runs get, so that a flow's default is as good as the same value", async () => {
      await given('dev', 'etl/hourly', { parameters: { limit: 50 } });
      await given('production', 'etl/hourly', { parameters: { region: 'us' } });

      const { items } = await compare();
      const fieldOf = (name: string) =>
        items[0].fields.find(({ path }) => path[0] === name);

      expect(fieldOf('limit')).toMatchObject({
        differs: false,
        values: [
          { instance: 'dev', value: 50, isDefault: false },
          { instance: 'production', value: 50, isDefault: true },
        ],
      });
      expect(fieldOf('region')).toMatchObject({
        differs: true,
        values: [{ value: 'eu', isDefault: true }, { value: 'us' }],
      });
    });

    it('says of a parameter that one of them does not have that it differs', async () => {
      await given('dev', 'etl/hourly', {
        parameter_schema: '{"properties":{"extra":{"default":1}}}',
      });
      await given('production', 'etl/hourly', { parameter_schema: '{}' });

      const { items } = await compare();

      expect(items[0].fields.at(-1)).toMatchObject({
        path: ['extra'],
        differs: true,
        values: [{ instance: 'dev', value: 1 }],
      });
    });

    it('says of secrets only whether they differ', async () => {
      await given('dev', 'etl/hourly', {
        parameters: {
          api_token: 's3cret-dev',
          hooks: [{ url: 'a', key: 's3cret-hook' }],
        },
      });
      await given('staging', 'etl/hourly', {
        parameters: {
          api_token: 's3cret-dev',
          hooks: [{ url: 'a', key: 's3cret-other' }],
        },
      });
      await given('production', 'etl/hourly', {
        parameters: { hooks: [{ url: 'a', key: 's3cret-other' }] },
      });

      const { items } = await compare();
      const text = JSON.stringify(items);

      expect(text).not.toMatch(/s3cret|tok-from-code/);
      expect(differences(items[0])).toEqual([
        'parameter.api_token',
        'parameter.hooks',
      ]);
      expect(
        items[0].fields.find(({ path }) => path[0] === 'api_token'),
      ).toMatchObject({
        values: [
          { value: null, hidden: true },
          { value: null, hidden: true },
          { value: null, hidden: true, isDefault: true },
        ],
      });
      expect(
        items[0].fields.find(({ path }) => path[0] === 'hooks')?.values[0],
      ).toMatchObject({
        hidden: true,
        value: [{ url: 'a', key: expect.stringMatching(/^•+$/) }],
      });
    });

    it('does not take secrets that are the same for a difference', async () => {
      const parameters = { api_token: 's3cret' };
      await given('dev', 'etl/hourly', { parameters });
      await given('production', 'etl/hourly', { parameters });

      const { items } = await compare();

      expect(differences(items[0])).toEqual([]);
    });

    it.each([
      ['where an interval is anchored', { anchor: '2026-01-01T00:00:00Z' }, []],
      ['another time zone', { timezone: 'Europe/Berlin' }, ['schedules']],
      ['another interval', { expression: '60000' }, ['schedules']],
      ['that it is paused', { active: false }, ['schedules']],
    ])('of schedules, %s differs: %j', async (_, over, expected) => {
      const inDev = await given('dev', 'etl/hourly');
      const inProduction = await given('production', 'etl/hourly');
      await givenSchedule('dev', inDev, over);
      await givenSchedule('production', inProduction);

      const { items } = await compare();

      expect(differences(items[0])).toEqual(expected);
    });

    it('leaves out what one may not view, on any instance', async () => {
      const restricted = {
        sensitivity: 'restricted',
        owner: 'group:default/team-hr',
      };
      await given('dev', 'etl/hourly');
      await given('production', 'etl/hourly', {}, restricted);
      await given('production', 'hr/salaries', {}, restricted);

      const seen = async (by: typeof jo) =>
        (await compare({}, by)).items.map(({ title, cells }) => [
          title,
          ...cells.map(({ instance }) => instance),
        ]);

      await expect(seen(jo)).resolves.toEqual([['etl/hourly', 'dev']]);
      await expect(seen(hana)).resolves.toEqual([
        ['etl/hourly', 'dev', 'production'],
        ['hr/salaries', 'production'],
      ]);
    });

    it('answers for an entity by the names of its deployments, also where it has not bound them', async () => {
      await given('dev', 'etl/hourly', {}, { owner: null });
      await given('production', 'etl/hourly');
      await given('production', 'other/thing', {}, { owner: null });

      const { items } = await compare({ entity: ['component:default/orders'] });

      expect(items).toHaveLength(1);
      expect(items[0].cells).toHaveLength(2);
    });

    it('pages by name, also over those that differ alone', async () => {
      world = new TestWorld({ db, instances: ['dev', 'production'] });
      await givenMany(55, (instance, number) =>
        instance === 'dev' && number % 20 === 19 ? '2' : '1',
      );
      await given('dev', 'etl/only-here');

      const titlesOf = async (differing: boolean, limit: number) => {
        const titles: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await compare({ differing, limit, cursor });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          titles.push(...page.items.map(({ title }) => title));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        return titles;
      };

      const all = await titlesOf(false, 25);
      expect(all).toHaveLength(56);
      expect(new Set(all).size).toBe(56);
      await expect(titlesOf(true, 2)).resolves.toEqual([
        'etl/019',
        'etl/039',
        'etl/only-here',
      ]);
      await expect(
        compare({ q: 'only' }).then(({ items }) => items.length),
      ).resolves.toBe(1);
    });
  },
);
