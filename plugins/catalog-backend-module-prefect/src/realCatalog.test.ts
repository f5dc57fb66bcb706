import { TestDatabases } from '@backstage/backend-test-utils';
import { CatalogWorld, type Held } from './__testUtils__/CatalogWorld';
import { aDeployment, aWorkPool } from './__testUtils__/facts';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

const SYSTEM = `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: shop }
spec: { owner: team-orders }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: orders }
spec: { type: service, lifecycle: production, owner: team-orders, system: shop }
`;

const annotated = (annotation: string) => `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: reports
  annotations:
    prefect.io/deployment: ${annotation}
spec: { type: service, lifecycle: production, owner: team-orders }
`;

describe.each(databases.eachSupportedId())('in a real catalog on %s', id => {
  let world: CatalogWorld;

  async function start(
    held: Record<string, Partial<Held>>,
    file = SYSTEM,
  ): Promise<void> {
    world = await CatalogWorld.start({
      knex: await databases.init(id),
      file,
      held: Object.fromEntries(
        Object.entries(held).map(([instance, part]) => [
          instance,
          { deployments: [], workPools: [], isComplete: true, ...part },
        ]),
      ),
    });
  }

  afterEach(async () => {
    await world.stop();
  });

  it('becomes a part of it: owner, system, component and pool', async () => {
    await start({
      production: {
        deployments: [
          aDeployment('注文/stündlich ✅', {
            owners: ['group:default/team-orders'],
            entities: ['component:default/orders'],
            workPool: 'demo',
          }),
        ],
        workPools: [aWorkPool('demo')],
      },
    });
    const isPartOf = async (filter: Record<string, string>) => {
      const [entity] = await world.entities(filter);
      return entity?.relations?.some(({ type }) => type === 'partOf') === true;
    };
    await world.until(() => isPartOf({ 'metadata.name': 'orders' }));
    // As the bindings do when they have found the component.
    await world.change('production', {});
    await world.until(() =>
      isPartOf({ 'metadata.title': '注文/stündlich ✅' }),
    );

    const deployment = await world.entityOf('注文/stündlich ✅');
    const pool = await world.entityOf('demo');
    expect(deployment?.relations).toEqual(
      expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/team-orders' },
        { type: 'partOf', targetRef: 'system:default/shop' },
        { type: 'dependencyOf', targetRef: 'component:default/orders' },
        {
          type: 'dependsOn',
          targetRef: `resource:default/${pool?.metadata.name}`,
        },
      ]),
    );
  });

  it('follows changes within seconds, and does nothing at all when nothing changed', async () => {
    await start({
      production: {
        deployments: [aDeployment('etl/a'), aDeployment('etl/b')],
        workPools: [aWorkPool('demo')],
      },
    });
    await world.untilTitles('demo', 'etl/a', 'etl/b');
    await world.quiet();
    expect(world.work).not.toEqual([]);
    world.work.length = 0;

    await world.change('production', {});
    await world.change('production', {}, ['id-of-etl/a']);
    await world.quiet();
    await world.change('production', {}, []);
    await world.quiet();
    expect(world.work).toEqual([]);

    await world.change(
      'production',
      {
        deployments: [
          aDeployment('etl/a', { description: 'changed' }),
          aDeployment('etl/c'),
        ],
      },
      ['id-of-etl/a', 'id-of-etl/b', 'id-of-etl/c'],
    );
    await world.untilTitles('demo', 'etl/a', 'etl/c');
    await world.until(
      async () =>
        (await world.entityOf('etl/a'))?.metadata.description === 'changed',
    );
  });

  it('keeps two instances with the same names apart', async () => {
    const same = {
      deployments: [aDeployment('etl/a')],
      workPools: [aWorkPool('demo')],
    };
    await start({ production: same, dev: same });
    await world.untilTitles('demo', 'demo', 'etl/a', 'etl/a');

    await world.change('dev', { deployments: [] });

    await world.untilTitles('demo', 'demo', 'etl/a');
    expect((await world.entityOf('etl/a'))?.metadata.annotations).toMatchObject(
      {
        'backstage.io/managed-by-location': 'prefect:production',
      },
    );
  });

  it('keeps what it has of an instance that is not read to its end', async () => {
    await start({ production: { deployments: [aDeployment('etl/a')] } });
    await world.untilTitles('etl/a');

    await world.change('production', { deployments: [], isComplete: false });
    await world.change('production', {}, ['id-of-etl/a']);
    await world.quiet();

    await expect(world.titles()).resolves.toEqual(['etl/a']);
  });

  describe('an entity that somebody writes under the same name', () => {
    const written = (name: string) => `${SYSTEM}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: ${name}, title: Written by hand }
spec: { type: prefect-deployment, owner: team-orders }
`;
    const said = () =>
      world.logger.info.mock.calls.filter(([message]) =>
        message.includes('stays as it is there'),
      );

    it('wins when ours came first, and ours returns when it is gone', async () => {
      await start({
        production: {
          deployments: [aDeployment('etl/a'), aDeployment('etl/b')],
        },
      });
      await world.untilTitles('etl/a', 'etl/b');
      const name = (await world.entityOf('etl/a'))!.metadata.name;

      await world.write(written(name));
      await world.untilTitles('Written by hand', 'etl/b');
      await world.change('production', {});
      await world.change('production', {});
      await world.quiet();

      await expect(world.titles()).resolves.toEqual([
        'Written by hand',
        'etl/b',
      ]);
      expect(said()).toHaveLength(1);

      await world.write(SYSTEM);
      await world.quiet();
      await world.deleteOrphans();
      await world.change('production', {});
      await world.untilTitles('etl/a', 'etl/b');
    });

    it('wins when it came first', async () => {
      const name = 'production-etl-a-2021f48a4a';
      await start(
        { production: { deployments: [], isComplete: false } },
        written(name),
      );
      await world.untilTitles('Written by hand');

      await world.change('production', {
        deployments: [aDeployment('etl/a'), aDeployment('etl/b')],
        isComplete: true,
      });
      await world.untilTitles('Written by hand', 'etl/b');
      await world.change('production', {});
      await world.quiet();

      await expect(world.titles()).resolves.toEqual([
        'Written by hand',
        'etl/b',
      ]);
      expect(said()).toHaveLength(1);
    });
  });

  describe('an annotation that names nothing', () => {
    const messages = async () => {
      const [entity] = await world.entities({ 'metadata.name': 'reports' });
      return entity?.status?.items?.map(({ message }) => message);
    };

    it('is told on the entity, which is there, until what it names is there', async () => {
      await start(
        { production: { deployments: [aDeployment('etl/hourly')] } },
        annotated('production:etl/hurly'),
      );
      await world.until(async () => (await messages())?.length === 1);
      await expect(messages()).resolves.toEqual([
        'prefect.io/deployment names "production:etl/hurly", and there is no such deployment. Did you mean production:etl/hourly?',
      ]);

      await world.change('production', {
        deployments: [aDeployment('etl/hourly'), aDeployment('etl/hurly')],
      });

      await world.until(async () => (await messages()) === undefined);
    });

    it('does not keep the rest of the file from being taken over', async () => {
      await start({ production: {} }, annotated('production:etl/gone'));
      await world.until(async () => (await messages())?.length === 1);

      await world.write(
        annotated('production:etl/gone').replace('type: service', 'type: job'),
      );

      await world.until(async () => {
        const [entity] = await world.entities({ 'metadata.name': 'reports' });
        return entity.spec?.type === 'job';
      });
      await expect(messages()).resolves.toHaveLength(1);
    });
  });
});
