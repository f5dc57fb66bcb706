import {
  coreServices,
  createBackendPlugin,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  type CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  type EventsService,
  eventsServiceFactory,
  eventsServiceRef,
} from '@backstage/plugin-events-node';
import type {
  FeedDeployment,
  FeedWorkPool,
} from '@backstage-prefect/backstage-plugin-prefect-node';
import { Router } from 'express';
import type { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import catalogModulePrefect from '..';

/** What an instance holds, as the test says. */
export type Held = {
  deployments: readonly FeedDeployment[];
  workPools: readonly FeedWorkPool[];
  isComplete: boolean;
};

type Options = {
  readonly knex: Knex;
  readonly held: Record<string, Held>;
  /** YAML of a file that the catalog reads. */
  readonly file?: string;
};

const NOTHING: Held = { deployments: [], workPools: [], isComplete: true };
const PATIENCE_MS = 20_000;
/** The catalog looks for work every second, and once more for what that left to do. */
const QUIET_MS = 2_500;
/** Where what the catalog works on is written. */
const WORK =
  /^(insert into|update|delete from|with .* (insert|update)) .*(refresh_state|final_entities|stitch_queue|relations|search|refresh_keys)/i;

/**
 * The module in a real catalog on a real database. Of the Prefect backend plugin only the
 * answers are made up, and the catalog asks them over HTTP.
 */
export class CatalogWorld {
  /** What the catalog wrote; empty when it had nothing to do. */
  readonly work: string[] = [];
  readonly logger = mockServices.logger.mock({
    child: () => this.logger,
  });
  #catalog!: CatalogService;
  #events!: EventsService;
  #scheduler!: SchedulerService;
  #backend!: TestBackend;
  readonly #files = createMockDirectory();
  readonly #held: Record<string, Held>;
  readonly #knex: Knex;
  /** What the module has asked of the Prefect plugin. */
  #questions = 0;

  static async start(options: Options): Promise<CatalogWorld> {
    const world = new CatalogWorld(options);
    await world.#start(options);
    return world;
  }

  private constructor({ held, knex }: Options) {
    this.#held = held;
    this.#knex = knex;
    knex.on('query', ({ sql }) => {
      if (WORK.test(sql)) this.work.push(sql);
    });
  }

  /** Changes what an instance holds, and says so as the Prefect backend plugin does. */
  async change(
    instance: string,
    held: Partial<Held>,
    deployments: 'all' | readonly string[] = 'all',
  ): Promise<void> {
    this.#held[instance] = { ...NOTHING, ...this.#held[instance], ...held };
    const all = deployments === 'all';
    await this.#events.publish({
      topic: 'prefect.deployments',
      eventPayload: { instance, deployments: all ? [] : deployments, all },
    });
  }

  /** Replaces the file, and has the catalog read it. */
  async write(file: string): Promise<void> {
    this.#files.setContent({ 'catalog-info.yaml': file });
    const [location] = await this.entities({ kind: 'Location' });
    await this.#catalog.refreshEntity(
      `location:default/${location.metadata.name}`,
      await this.#credentials(),
    );
  }

  /** What the catalog does every 30 seconds with entities that nobody refers to any more. */
  async deleteOrphans(): Promise<void> {
    await this.#scheduler.triggerTask('catalog_orphan_cleanup');
  }

  async entities(filter: Record<string, string>): Promise<AlphaEntity[]> {
    const { items } = await this.#catalog.getEntities(
      { filter },
      await this.#credentials(),
    );
    return items;
  }

  /** Titles of what describes something in Prefect, and how many of each. */
  async titles(): Promise<string[]> {
    const entities = await this.entities({ kind: 'Resource' });
    return entities.map(({ metadata }) => metadata.title ?? '').sort();
  }

  async entityOf(title: string): Promise<Entity | undefined> {
    const entities = await this.entities({ 'metadata.title': title });
    return entities[0];
  }

  /** Waits until the catalog shows what a test wants to see. */
  async until(isThere: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    while (!(await isThere())) {
      if (Date.now() > end) throw new Error('It did not come about.');
      await delay(100);
    }
  }

  async untilTitles(...expected: string[]): Promise<void> {
    await this.until(
      async () =>
        JSON.stringify(await this.titles()) ===
        JSON.stringify([...expected].sort()),
    ).catch(async error => {
      throw new Error(`${error} There is ${await this.titles()}.`);
    });
  }

  /** Waits until the catalog has done whatever there is to do, and nobody asks for more. */
  async quiet(): Promise<void> {
    let before = -1;
    while (before !== this.#activity || (await this.#isDue())) {
      before = this.#activity;
      await delay(QUIET_MS);
    }
  }

  get #activity(): number {
    return this.work.length + this.#questions;
  }

  /** Whether the catalog has work that it has not begun or not ended. */
  async #isDue(): Promise<boolean> {
    const processed = await this.#knex('refresh_state')
      .where('next_update_at', '<=', this.#knex.fn.now())
      .first('entity_id');
    const stitched = await this.#knex('stitch_queue').first('entity_ref');
    return Boolean(processed ?? stitched);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  async #credentials() {
    const auth = mockServices.auth({ pluginId: 'test' });
    return { credentials: await auth.getOwnServiceCredentials() };
  }

  async #start({ knex, held, file = '' }: Options): Promise<void> {
    this.#files.setContent({ 'catalog-info.yaml': file });
    const target = this.#files.resolve('catalog-info.yaml');
    this.#backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModulePrefect,
        eventsServiceFactory,
        this.#prefect(),
        this.logger.factory,
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example.com' },
            events: { useEventBus: 'never' },
            prefect: {
              instances: Object.fromEntries(
                Object.keys(held).map(id => [id, {}]),
              ),
            },
            catalog: {
              // Only what is new, changed or asked for is processed.
              processingInterval: { hours: 1 },
              rules: [{ allow: ['Component', 'Resource', 'System', 'Group'] }],
              locations: [{ type: 'file', target }],
            },
          },
        }),
      ],
    });
  }

  /** Answers as the Prefect backend plugin does. */
  #prefect() {
    return createBackendPlugin({
      pluginId: 'prefect',
      register: env => {
        env.registerInit({
          deps: {
            catalog: catalogServiceRef,
            events: eventsServiceRef,
            router: coreServices.httpRouter,
            scheduler: coreServices.scheduler,
          },
          init: async ({ catalog, events, router, scheduler }) => {
            this.#catalog = catalog;
            this.#events = events;
            this.#scheduler = scheduler;
            const feed = Router();
            feed.use((_req, _res, next) => {
              this.#questions += 1;
              next();
            });
            feed.get('/feed/:instance/deployments', (req, res) => {
              const { deployments, isComplete } =
                this.#held[req.params.instance];
              const ids = [req.query.id ?? []].flat();
              res.json({
                isComplete,
                items: deployments.filter(
                  ({ id }) => ids.length === 0 || ids.includes(id),
                ),
                nextCursor: null,
              });
            });
            feed.get('/feed/:instance/work-pools', (req, res) => {
              const { workPools: items, isComplete } =
                this.#held[req.params.instance];
              res.json({ isComplete, items, nextCursor: null });
            });
            router.use(feed);
          },
        });
      },
    });
  }
}
