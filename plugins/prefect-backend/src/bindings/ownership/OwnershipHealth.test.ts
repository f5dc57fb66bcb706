import { mockServices } from '@backstage/backend-test-utils';
import type { Entity, EntityRelation } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { insertDeployments } from '../../__testUtils__/insertDeployments';
import { ManualSchedule } from '../../__testUtils__/ManualSchedule';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { Instance, InstanceId } from '../../instances';
import type { Mirror } from '../../mirror';
import { createBindings } from '../createBindings';

const production = 'production' as InstanceId;
const CREATED = '2026-01-02T03:04:05.000000Z';

const entity = (
  kind: string,
  name: string,
  relations: EntityRelation[] = [],
  annotations: Record<string, string> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name, annotations },
  relations,
});

const component = (name: string, binds: string) =>
  entity(
    'Component',
    name,
    [{ type: 'ownedBy', targetRef: `group:default/${name}` }],
    { 'prefect.io/deployment': binds },
  );

const group = (name: string, relations: [type: string, target: string][]) =>
  entity(
    'Group',
    name,
    relations.map(([type, targetRef]) => ({ type, targetRef })),
  );

const staffed = (name: string) =>
  group(name, [['hasMember', 'user:default/mina']]);

describe.each(testDatabases.eachSupportedId())(
  'ownership health on %s',
  databaseId => {
    let db: Knex;
    let time: ManualSchedule;
    let entities: Entity[];
    let catalogIsUp: boolean;
    let news: number;
    let tellChange: () => void;
    const logger = mockServices.logger.mock();

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
      time = new ManualSchedule();
      catalogIsUp = true;
      news = 0;
      logger.warn.mockClear();
      await insertDeployments(db, [
        { id: 'd1', title: 'etl/hourly' },
        { id: 'd2', title: 'etl/nightly' },
      ]);
      await db('deployments').update({ created: CREATED });
    });

    const start = async () => {
      const ask = () => {
        if (!catalogIsUp) throw new Error('catalog is down');
        return catalogServiceMock({ entities });
      };
      const bindings = createBindings({
        db,
        catalog: catalogServiceMock.mock({
          streamEntities: request => ask().streamEntities(request),
          getEntitiesByRefs: request => ask().getEntitiesByRefs(request),
        }),
        auth: mockServices.auth(),
        mirror: {
          onChange: (listener: Parameters<Mirror['onChange']>[0]) => {
            tellChange = () =>
              listener(
                {
                  instance: production,
                  runs: [],
                  runsOf: [],
                  deployments: [],
                  all: true,
                },
                'here',
              );
            return () => {};
          },
        },
        instances: { list: () => [{ id: production } as Instance] },
        logger,
        schedule: time.schedule,
        refreshSeconds: 10,
      });
      bindings.onProblems(() => {
        news += 1;
      });
      await bindings.start();
      await time.advance(1_000);
      return bindings;
    };

    const problems = () =>
      db('ownership_problems').orderBy(['title', 'problem']).select('*');

    const kinds = async () =>
      (await problems()).map(({ title, problem }) => `${title} ${problem}`);

    it('finds what is unowned, since it was made', async () => {
      entities = [
        component('orders', 'production:etl/hourly'),
        staffed('orders'),
      ];
      await start();

      expect(await problems()).toMatchObject([
        {
          problem: 'unowned',
          deployment_id: 'd2',
          since: CREATED,
          likely_owner: 'group:default/orders',
          likely_reason: 'same-flow',
          because_id: 'd1',
        },
      ]);
    });

    it('keeps since when, and tells of changes only', async () => {
      entities = [];
      const bindings = await start();
      const [first] = await problems();
      expect(news).toBe(1);

      entities = [
        component('orders', 'production:etl/nightly'),
        staffed('orders'),
      ];
      await time.advance(20_000);
      expect(news).toBe(2);
      // The guess is new, the problem is not.
      expect(await problems()).toMatchObject([
        {
          id: first.id,
          since: first.since,
          likely_owner: 'group:default/orders',
        },
      ]);

      await time.advance(120_000);
      expect(news).toBe(2);
      await bindings.stop();
    });

    it('remembers what a deployment was bound to when that is gone, also after a restart', async () => {
      entities = [
        component('orders', 'production:etl/hourly, production:etl/nightly'),
        staffed('orders'),
      ];
      const before = await start();
      expect(await kinds()).toEqual([]);
      await before.stop();

      entities = [staffed('orders')];
      await start();
      const found = await problems();
      expect(found).toMatchObject([
        {
          title: 'etl/hourly',
          problem: 'entity-gone',
          subject: 'component:default/orders',
          likely_owner: 'group:default/orders',
          likely_reason: 'former',
        },
        { title: 'etl/nightly', problem: 'entity-gone' },
      ]);
      expect(found[0].since > CREATED).toBe(true);

      entities = [
        component('orders', 'production:etl/hourly, production:etl/nightly'),
        staffed('orders'),
      ];
      await time.advance(20_000);
      expect(await kinds()).toEqual([]);
    });

    it('forgets a deployment that is deleted', async () => {
      entities = [];
      await start();
      await db('deployments').where({ id: 'd1' }).delete();
      tellChange();
      await time.advance(1_000);

      expect(await kinds()).toEqual(['etl/nightly unowned']);
    });

    it.each([
      ['is not in the catalog', [], ['owner-gone']],
      ['has no members', [group('orders', [])], ['owner-empty']],
      [
        'has members in a group below it',
        [
          group('orders', [['parentOf', 'group:default/sub']]),
          group('sub', [['parentOf', 'group:default/subsub']]),
          staffed('subsub'),
        ],
        [],
      ],
      [
        'has only empty groups below it, in a circle',
        [
          group('orders', [['parentOf', 'group:default/sub']]),
          group('sub', [['parentOf', 'group:default/orders']]),
        ],
        ['owner-empty'],
      ],
    ])('judges an owner that %s', async (_, groups, expected) => {
      entities = [
        component('orders', 'production:etl/hourly, production:etl/nightly'),
        ...groups,
      ];
      await start();

      expect(await kinds()).toEqual(
        ['etl/hourly', 'etl/nightly'].flatMap(title =>
          expected.map(kind => `${title} ${kind}`),
        ),
      );
    });

    it('notices within minutes that a group lost its last member', async () => {
      entities = [
        component('orders', 'production:etl/hourly, production:etl/nightly'),
        staffed('orders'),
      ];
      await start();
      expect(await kinds()).toEqual([]);

      entities = [entities[0], group('orders', [])];
      await time.advance(120_000);
      expect(await kinds()).toHaveLength(2);
    });

    it('keeps what was found while the catalog does not answer, and says so once', async () => {
      entities = [];
      await start();
      catalogIsUp = false;
      await time.advance(600_000);

      expect(await kinds()).toHaveLength(2);
      const warnings = logger.warn.mock.calls.map(([message]) => message);
      expect(
        warnings.filter(message => message.includes('have no owner')).length,
      ).toBeLessThanOrEqual(1);
    });
  },
);
