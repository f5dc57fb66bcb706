import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { aDeployment, aWorkPool } from '../__testUtils__/facts';
import { FakeCatalog } from '../__testUtils__/FakeCatalog';
import { FakeFeed } from '../__testUtils__/FakeFeed';
import type { Settings } from '../settings';
import type { Scope } from './CatalogView';
import { InstanceSync } from './InstanceSync';

class Fixture {
  readonly feed = new FakeFeed();
  readonly catalog = new FakeCatalog();
  readonly logger = mockServices.logger.mock();
  readonly sync: InstanceSync;
  now = 0;

  constructor(restricted: Settings['restricted'] = 'left out') {
    this.sync = this.another(restricted);
  }

  /** Of another backend, which knows nothing of what this one did. */
  another(restricted: Settings['restricted'] = 'left out'): InstanceSync {
    return new InstanceSync({
      instance: 'production',
      feed: this.feed,
      catalog: this.catalog.view,
      connection: this.catalog.connection,
      settings: {
        restricted,
        entities: {
          defaultOwner: 'group:default/unowned',
          portalUrl: undefined,
        },
      },
      logger: this.logger,
      clock: () => this.now,
      onSent: async () => {},
    });
  }

  /** Compares, and lets the catalog process what it got. */
  async run(scope: Scope = 'all'): Promise<void> {
    await this.sync.run(scope);
    this.catalog.show();
  }

  /** What the catalog shows, by title. */
  get titles(): unknown[] {
    return this.catalog.shown.map(({ metadata }) => metadata.title).sort();
  }

  get told(): string[] {
    return this.logger.info.mock.calls
      .map(([message]) => message)
      .filter(message => message.includes('comes from'));
  }
}

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

it('brings everything at first, in one full mutation', async () => {
  fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
  fixture.feed.pools = [aWorkPool('demo')];

  await fixture.run();

  expect(fixture.titles).toEqual(['demo', 'etl/a', 'etl/b']);
  expect(fixture.catalog.mutations).toMatchObject([{ type: 'full' }]);
});

describe('when nothing changed', () => {
  beforeEach(async () => {
    fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
    fixture.feed.pools = [aWorkPool('demo')];
    await fixture.run();
    fixture.catalog.mutations.length = 0;
  });

  it.each<[string, Scope]>([
    ['everything', 'all'],
    ['one deployment', ['id-of-etl/a']],
    ['one that never was', ['id-of-etl/gone']],
  ])('sends nothing after a comparison of %s', async (_, scope) => {
    await fixture.run(scope);
    await fixture.run(scope);

    expect(fixture.catalog.mutations).toEqual([]);
  });

  it('sends nothing from a backend that has just started either', async () => {
    await fixture.another().run('all');

    expect(fixture.catalog.mutations).toEqual([]);
  });
});

it('sends what changed, and nothing else', async () => {
  fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
  await fixture.run();

  fixture.feed.held = [
    aDeployment('etl/a', { description: 'new' }),
    aDeployment('etl/b'),
    aDeployment('etl/c'),
  ];
  await fixture.run(['id-of-etl/a', 'id-of-etl/b', 'id-of-etl/c']);

  expect(fixture.catalog.mutations.slice(1)).toMatchObject([
    {
      type: 'delta',
      added: [
        { entity: { metadata: { title: 'etl/a', description: 'new' } } },
        { entity: { metadata: { title: 'etl/c' } } },
      ],
      removed: [],
    },
  ]);
});

it('takes back what is gone, and nothing that it was not asked about', async () => {
  fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
  fixture.feed.pools = [aWorkPool('demo')];
  await fixture.run();

  fixture.feed.held = [];
  await fixture.run(['id-of-etl/a']);

  expect(fixture.titles).toEqual(['demo', 'etl/b']);

  fixture.feed.pools = [];
  await fixture.run([]);

  expect(fixture.titles).toEqual(['etl/b']);
});

it('follows a rename', async () => {
  fixture.feed.held = [aDeployment('etl/a', { id: 'same' })];
  await fixture.run();

  fixture.feed.held = [aDeployment('orders/a', { id: 'same' })];
  await fixture.run(['same']);

  expect(fixture.titles).toEqual(['orders/a']);
});

it('updates the entity of a deployment that was deleted and made again', async () => {
  fixture.feed.held = [aDeployment('etl/a', { id: 'old' })];
  await fixture.run();
  const [{ metadata: before }] = fixture.catalog.shown;

  fixture.feed.held = [aDeployment('etl/a', { id: 'new' })];
  await fixture.run(['old', 'new']);

  const [{ metadata: after }] = fixture.catalog.shown;
  expect(after.name).toBe(before.name);
  expect(after.annotations).toMatchObject({
    'prefect.io/deployment-id': 'production:new',
  });
  expect(fixture.titles).toEqual(['etl/a']);
});

it('does so too when it hears of the new one alone', async () => {
  fixture.feed.held = [aDeployment('etl/a', { id: 'old' })];
  await fixture.run();

  fixture.feed.held = [aDeployment('etl/a', { id: 'new' })];
  await fixture.run(['new']);

  expect(fixture.catalog.shown).toMatchObject([
    {
      metadata: {
        annotations: { 'prefect.io/deployment-id': 'production:new' },
      },
    },
  ]);
  expect(fixture.told).toEqual([]);
});

describe('an instance that is not read to its end', () => {
  beforeEach(async () => {
    fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
    fixture.feed.pools = [aWorkPool('demo')];
    await fixture.run();
    fixture.feed.isComplete = false;
  });

  it.each<[string, Scope]>([
    ['everything', 'all'],
    ['one that seems gone', ['id-of-etl/a']],
  ])('keeps its entities after a comparison of %s', async (_, scope) => {
    fixture.feed.held = [];
    fixture.feed.pools = [];
    fixture.catalog.mutations.length = 0;

    await fixture.run(scope);

    expect(fixture.titles).toEqual(['demo', 'etl/a', 'etl/b']);
    expect(fixture.catalog.mutations).toEqual([]);
  });

  it('loses all the same what is known to be restricted now, or to have another name', async () => {
    fixture.feed.held = [
      aDeployment('etl/a', { sensitivity: 'restricted' }),
      aDeployment('orders/b', { id: 'id-of-etl/b' }),
    ];

    await fixture.run();

    expect(fixture.titles).toEqual(['demo', 'orders/b']);
  });

  it('gets what is known of it all the same', async () => {
    fixture.feed.held = [aDeployment('etl/c')];

    await fixture.run();

    expect(fixture.titles).toEqual(['demo', 'etl/a', 'etl/b', 'etl/c']);
    expect(fixture.catalog.mutations.at(-1)).toMatchObject({ type: 'delta' });
  });
});

it('leaves the catalog alone when Prefect or the backend is down', async () => {
  fixture.feed.held = [aDeployment('etl/a')];
  await fixture.run();
  fixture.feed.isUp = false;

  await expect(fixture.run()).rejects.toThrow('no answer');

  expect(fixture.titles).toEqual(['etl/a']);
});

describe('a restricted deployment', () => {
  const restricted = aDeployment('payroll/x', { sensitivity: 'restricted' });

  it('is no entity, and none any more when it becomes restricted', async () => {
    fixture.feed.held = [aDeployment('payroll/x')];
    await fixture.run();

    fixture.feed.held = [restricted];
    await fixture.run([restricted.id]);

    expect(fixture.titles).toEqual([]);
  });

  it('is one when the configuration says so', async () => {
    fixture = new Fixture('included');
    fixture.feed.held = [restricted];

    await fixture.run();

    expect(fixture.titles).toEqual(['payroll/x']);
  });
});

it('takes the system from the entities that bind the deployment', async () => {
  fixture.catalog.write({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'orders', namespace: 'default' },
    relations: [
      { type: 'partOf', targetRef: 'component:default/whole' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  });
  fixture.feed.held = [
    aDeployment('etl/a', { entities: ['component:default/orders'] }),
  ];

  await fixture.run();

  expect(
    fixture.catalog.shown.find(({ metadata }) => metadata.title)?.spec,
  ).toMatchObject({
    system: 'system:default/shop',
    dependencyOf: ['component:default/orders'],
  });
});

describe('while the catalog has not processed what it got', () => {
  beforeEach(async () => {
    fixture.feed.held = [aDeployment('etl/a')];
    await fixture.run();
  });

  it('does not send again what is under way', async () => {
    fixture.feed.held = [];
    await fixture.sync.run('all');
    fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
    await fixture.sync.run('all');
    fixture.catalog.mutations.length = 0;

    await fixture.sync.run('all');
    await fixture.sync.run(['id-of-etl/a', 'id-of-etl/b']);

    expect(fixture.catalog.mutations).toEqual([]);
  });

  it('believes the catalog again after a minute: another backend may have written', async () => {
    fixture.feed.held = [aDeployment('etl/b')];
    await fixture.sync.run('all');
    fixture.catalog.mutations.length = 0;

    fixture.now += 60_000;
    await fixture.run('all');

    expect(fixture.catalog.mutations).toMatchObject([{ type: 'full' }]);
    expect(fixture.titles).toEqual(['etl/b']);
  });

  it('takes a change back', async () => {
    fixture.feed.held = [aDeployment('etl/a', { description: 'new' })];
    await fixture.sync.run(['id-of-etl/a']);
    fixture.feed.held = [aDeployment('etl/a')];
    await fixture.run(['id-of-etl/a']);

    expect(fixture.catalog.shown[0].metadata).not.toHaveProperty('description');
  });

  it('takes back what it has just brought', async () => {
    fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
    await fixture.sync.run(['id-of-etl/b']);
    fixture.feed.held = [aDeployment('etl/a')];
    await fixture.run(['id-of-etl/b']);

    expect(fixture.titles).toEqual(['etl/a']);
  });

  it('does not take back what stands for a new deployment of the same name', async () => {
    fixture.feed.held = [aDeployment('etl/a', { id: 'new' })];
    await fixture.sync.run(['new']);
    await fixture.run(['id-of-etl/a']);

    expect(fixture.titles).toEqual(['etl/a']);
  });

  it('brings again what it has just taken back', async () => {
    fixture.feed.held = [];
    await fixture.sync.run(['id-of-etl/a']);
    fixture.feed.held = [aDeployment('etl/a')];
    await fixture.run(['id-of-etl/a']);

    expect(fixture.titles).toEqual(['etl/a']);
  });
});

describe('an entity that somebody wrote under the same name', () => {
  let written: Entity;

  beforeEach(async () => {
    fixture.feed.held = [aDeployment('etl/a'), aDeployment('etl/b')];
    await fixture.run();
    const generated = fixture.catalog.shown.find(
      ({ metadata }) => metadata.title === 'etl/a',
    )!;
    written = {
      ...generated,
      metadata: {
        ...generated.metadata,
        title: 'Written by hand',
        annotations: {
          'backstage.io/managed-by-location': 'url:https://example.com/x.yaml',
        },
      },
    };
    fixture.catalog.write(written);
    fixture.catalog.mutations.length = 0;
  });

  it('stays, nothing is sent for it, and the log says so once', async () => {
    await fixture.run();
    await fixture.run();
    await fixture.run(['id-of-etl/a']);

    expect(fixture.titles).toEqual(['Written by hand', 'etl/b']);
    expect(fixture.catalog.mutations).toEqual([]);
    expect(fixture.told).toEqual([
      `resource:default/${written.metadata.name} comes from url:https://example.com/x.yaml and stays as it is there, in place of the entity for etl/a of production`,
    ]);
  });

  it('is not in a full mutation that something else causes', async () => {
    fixture.feed.held = [...fixture.feed.held, aDeployment('etl/c')];

    await fixture.run();

    expect(fixture.catalog.mutations).toMatchObject([
      {
        type: 'full',
        entities: [
          { entity: { metadata: { title: 'etl/b' } } },
          { entity: { metadata: { title: 'etl/c' } } },
        ],
      },
    ]);
  });

  it('gives way to ours when it is gone, and the log tells of the next one again', async () => {
    await fixture.run();
    fixture.catalog.write();
    await fixture.run();
    expect(fixture.titles).toEqual(['etl/a', 'etl/b']);

    fixture.catalog.write(written);
    await fixture.run();

    expect(fixture.told).toHaveLength(2);
  });
});
