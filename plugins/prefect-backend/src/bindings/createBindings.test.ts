import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import {
  insertDeployments,
  type TestDeployment,
} from '../__testUtils__/insertDeployments';
import { ManualSchedule } from '../__testUtils__/ManualSchedule';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import type { Instance, InstanceId } from '../instances';
import type { MirrorChange } from '../mirror';
import type { Bindings } from './Bindings';
import { createBindings } from './createBindings';
import { toEntityRef } from './entityRef';

const production = 'production' as InstanceId;

const instance: Instance = {
  id: production,
  title: 'Production',
  environment: 'production',
  labels: {},
  apiUrl: 'http://prefect.test/api',
  uiUrl: undefined,
};

function component(
  name: string,
  annotations: Record<string, string>,
  owner = `group:default/team-${name}`,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { namespace: 'default', name, annotations },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  };
}

/** Bindings over a catalog, a mirror and a clock that the test moves. */
class Fixture {
  readonly time = new ManualSchedule();
  readonly logger = mockServices.logger.mock();
  entities: Entity[] = [];
  catalogIsUp = true;
  catalogReads = 0;
  changes = 0;
  readonly bindings: Bindings;
  #tellChange: (change: MirrorChange) => void = () => {};

  constructor(readonly db: Knex) {
    this.bindings = createBindings({
      db,
      catalog: this.#catalog(),
      auth: mockServices.auth(),
      mirror: {
        onChange: listener => {
          this.#tellChange = change => listener(change, 'here');
          return () => {
            this.#tellChange = () => {};
          };
        },
      },
      instances: { list: () => [instance] },
      logger: this.logger,
      schedule: this.time.schedule,
      refreshSeconds: 10,
    });
    this.bindings.onChange(() => {
      this.changes += 1;
    });
  }

  async start(): Promise<void> {
    await this.bindings.start();
    await this.time.advance(0);
  }

  /** What was said of bindings; what follows from them is somebody else's to say. */
  warnings(): string[] {
    return this.logger.warn.mock.calls
      .map(([message]) => message)
      .filter(message => message.includes('Could not settle'));
  }

  async mirror(deployments: readonly TestDeployment[]): Promise<void> {
    await insertDeployments(this.db, deployments);
    this.changed(deployments.map(({ id }) => id));
    await this.time.advance(100);
  }

  changed(deployments: readonly string[]): void {
    this.#tellChange({
      instance: production,
      runs: [],
      runsOf: [],
      deployments,
      all: false,
    });
  }

  async ownersOf(id: string): Promise<readonly string[]> {
    const [ownership] = await this.bindings.ownershipOf([
      { instance: production, id },
    ]);
    return ownership.owners;
  }

  async isBound(id: string): Promise<boolean> {
    const rows = await this.db('bound_deployments').where('deployment_id', id);
    return rows.length === 1;
  }

  #catalog(): CatalogService {
    const ask = () => {
      this.catalogReads += 1;
      if (!this.catalogIsUp) {
        throw new Error('catalog is down');
      }
      return catalogServiceMock({ entities: this.entities });
    };
    return catalogServiceMock.mock({
      streamEntities: request => ask().streamEntities(request),
      getEntitiesByRefs: request => ask().getEntitiesByRefs(request),
    });
  }
}

describe.each(testDatabases.eachSupportedId())('bindings on %s', databaseId => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = new Fixture(await migratedDatabase(databaseId));
    fixture.entities = [
      component('orders', {
        'prefect.io/deployment': 'production:etl/hourly, production:etl/gone',
        'backstage.io/source-location': 'url:https://example.com/orders/',
        'prefect.io/sensitivity': 'restricted',
      }),
      component('unrelated', { 'prefect.io/instance': 'production' }),
    ];
    await insertDeployments(fixture.db, [
      { id: 'hourly', title: 'etl/hourly' },
      { id: 'daily', title: 'etl/daily' },
    ]);
  });

  afterEach(async () => {
    await fixture.bindings.stop();
  });

  it('says whose a deployment is, by position', async () => {
    await fixture.start();

    await expect(
      fixture.bindings.ownershipOf([
        { instance: production, id: 'nowhere' },
        { instance: production, id: 'hourly' },
        { instance: production, id: 'daily' },
      ]),
    ).resolves.toEqual([
      {
        bindings: [],
        owners: [],
        sensitivity: 'normal',
        sourceLocation: undefined,
      },
      {
        bindings: [
          {
            entity: 'component:default/orders',
            title: 'orders',
            source: 'annotation',
            trusted: true,
          },
        ],
        owners: ['group:default/team-orders'],
        sensitivity: 'restricted',
        sourceLocation: 'https://example.com/orders/',
      },
      {
        bindings: [],
        owners: [],
        sensitivity: 'normal',
        sourceLocation: undefined,
      },
    ]);
  });

  it('never takes rights from an entity that describes a deployment', async () => {
    const description = (name: string): Entity => ({
      ...component(name, { 'prefect.io/deployment': 'production:etl/daily' }),
      kind: 'Resource',
      spec: { type: 'prefect-deployment' },
    });
    fixture.entities = [
      description('named'),
      description('claimed'),
      { ...description('database'), spec: { type: 'database' } },
    ];
    await insertDeployments(fixture.db, [
      {
        id: 'tagged',
        title: 'etl/tagged',
        tags: ['backstage:resource:default/claimed'],
      },
    ]);
    await fixture.start();

    const bindings = await fixture.bindings.ownershipOf([
      { instance: production, id: 'daily' },
      { instance: production, id: 'tagged' },
    ]);

    expect(
      bindings.map(each => each.bindings.map(({ entity }) => entity)),
    ).toEqual([['resource:default/database'], []]);
    await expect(fixture.ownersOf('daily')).resolves.toEqual([
      'group:default/team-database',
    ]);
  });

  it('tells which annotation names nothing', async () => {
    await fixture.start();

    await expect(
      fixture.bindings.unmatchedOf(toEntityRef('component:default/orders')),
    ).resolves.toEqual([
      { annotation: 'prefect.io/deployment', value: 'production:etl/gone' },
    ]);
  });

  it('binds a deployment that appears at once, without asking the catalog again', async () => {
    await fixture.start();
    const reads = fixture.catalogReads;

    await fixture.mirror([{ id: 'gone', title: 'etl/gone' }]);

    await expect(fixture.ownersOf('gone')).resolves.toEqual([
      'group:default/team-orders',
    ]);
    expect(fixture.catalogReads).toBe(reads);
  });

  it('follows the catalog', async () => {
    await fixture.start();
    fixture.entities = [
      component(
        'orders',
        { 'prefect.io/flow': 'etl' },
        'group:default/team-new',
      ),
    ];

    await fixture.time.advance(10_000);

    await expect(fixture.ownersOf('hourly')).resolves.toEqual([
      'group:default/team-new',
    ]);
    await expect(fixture.ownersOf('daily')).resolves.toEqual([
      'group:default/team-new',
    ]);
    await expect(fixture.db('deployment_sensitivity')).resolves.toEqual([]);
  });

  it('changes nothing and tells nobody when nothing changed', async () => {
    await fixture.start();
    // Until what follows from the bindings is written too.
    await fixture.time.advance(1_000);
    const changes = fixture.changes;
    const queries: string[] = [];
    fixture.db.on('query', ({ sql }) => queries.push(sql));

    await fixture.time.advance(10_000);

    expect(fixture.changes).toBe(changes);
    // The clock is asked, of no table.
    expect(queries.filter(sql => /["`]/.test(sql))).toEqual([]);
  });

  it('does not put back what another replica has replaced with what it learned later', async () => {
    await fixture.start();
    const other = new Fixture(fixture.db);
    other.entities = [
      component('new', { 'prefect.io/flow': 'etl' }, 'group:default/later'),
    ];
    await delay(5);
    await other.start();
    const { changes } = fixture;

    await fixture.mirror([{ id: 'weekly', title: 'etl/weekly' }]);

    await expect(fixture.ownersOf('hourly')).resolves.toEqual([
      'group:default/later',
    ]);
    expect(fixture.changes).toBe(changes);
    fixture.entities = other.entities;
    await fixture.time.advance(10_000);
    await expect(fixture.ownersOf('weekly')).resolves.toEqual([
      'group:default/later',
    ]);
    await other.bindings.stop();
  });

  it('agrees with other replicas that settle at the same time', async () => {
    const others = [new Fixture(fixture.db), new Fixture(fixture.db)];
    const all = [fixture, ...others];
    others.forEach(other => {
      other.entities = fixture.entities;
    });
    await Promise.all(all.map(each => each.start()));
    for (let index = 0; index < 5; index++) {
      const id = `made-${index}`;
      await insertDeployments(fixture.db, [{ id, title: `etl/${id}` }]);
      await Promise.all(
        all.map(async each => {
          each.changed([id]);
          await each.time.advance(100);
        }),
      );
      await expect(fixture.isBound(id)).resolves.toBe(true);
    }

    expect(fixture.logger.warn).not.toHaveBeenCalled();
    await Promise.all(others.map(each => each.bindings.stop()));
  });

  it('keeps what it knows while the catalog is down, and binds new deployments by it', async () => {
    await fixture.start();
    fixture.catalogIsUp = false;

    await fixture.time.advance(10_000);
    await fixture.mirror([{ id: 'gone', title: 'etl/gone' }]);

    await expect(fixture.ownersOf('hourly')).resolves.toHaveLength(1);
    await expect(fixture.ownersOf('gone')).resolves.toHaveLength(1);
    expect(fixture.warnings()).toHaveLength(1);
  });

  it('leaves deployments unsettled, and so hidden, until the catalog answered once', async () => {
    fixture.catalogIsUp = false;
    await fixture.start();
    await expect(fixture.isBound('hourly')).resolves.toBe(false);

    fixture.catalogIsUp = true;
    await fixture.time.advance(1_000);

    await expect(fixture.isBound('hourly')).resolves.toBe(true);
    expect(fixture.logger.info).toHaveBeenCalledTimes(1);
  });

  it('keeps the rows of a deployment that is gone while it has runs', async () => {
    await fixture.start();
    await fixture.db('runs').insert(runOf('hourly'));
    await fixture.db('deployments').delete();

    fixture.changed(['hourly', 'daily']);
    await fixture.time.advance(100);

    await expect(fixture.isBound('daily')).resolves.toBe(false);
    await expect(fixture.isBound('hourly')).resolves.toBe(true);
    await expect(fixture.ownersOf('hourly')).resolves.toHaveLength(1);
  });

  it('shows a proposal of a tag once its entity exists', async () => {
    await fixture.start();
    await fixture.mirror([
      {
        id: 'claimed',
        title: 'x/claimed',
        tags: ['backstage:component:default/late'],
      },
    ]);
    fixture.entities = [...fixture.entities, component('late', {})];

    await fixture.time.advance(10_000);

    const [claimed] = await fixture.bindings.ownershipOf([
      { instance: production, id: 'claimed' },
    ]);
    expect(claimed.bindings).toEqual([
      {
        entity: 'component:default/late',
        title: 'late',
        source: 'tag',
        trusted: false,
      },
    ]);
    expect(claimed.owners).toEqual([]);
  });

  it('leaves nothing waiting after it stopped', async () => {
    await fixture.start();

    await fixture.bindings.stop();

    expect(fixture.time.size).toBe(0);
  });
});

function runOf(deployment: string) {
  return {
    instance: production,
    id: `run-of-${deployment}`,
    name: 'imported-lion',
    flow_id: 'flow',
    flow_name: 'etl',
    deployment_id: deployment,
    governing_deployment_id: deployment,
    lineage_known: true,
    state_type: 'COMPLETED',
    state_name: 'Completed',
    state_timestamp: '2026-11-24T09:00:00.000000Z',
    state_details: '{}',
    run_time_ms: 0,
    run_count: 1,
    auto_scheduled: false,
    tags: '[]',
    labels: '{}',
    parameters: '{}',
    sort_time: '2026-11-24T09:00:00.000000Z',
  };
}
