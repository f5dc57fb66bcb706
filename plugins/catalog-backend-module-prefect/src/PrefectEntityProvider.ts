import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { type KnownNames, refreshKeyOf } from './annotations';
import { locationOf } from './entities';
import type { PrefectFeed } from './feed';
import type { Schedule } from './schedule';
import type { Settings } from './settings';
import { CatalogView, InstanceSync, type Scope } from './sync';

/** What providers are made from. */
export type ProviderDeps = {
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly feed: PrefectFeed;
  readonly names: Pick<KnownNames, 'forget'>;
  readonly logger: LoggerService;
  readonly scheduler: SchedulerService;
  readonly schedule: Schedule;
  /** Now, in milliseconds. */
  readonly clock: () => number;
};

/** What changes within this time is compared together. */
const GATHER_MS = 500;
/** More deployments than fit into one question are compared as "all". */
const MOST_IDS = 50;
/** How soon a comparison that failed is tried again; each time twice as long, up to a minute. */
const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** How soon an instance is looked at again that is not read to its end. */
const INCOMPLETE_MS = 15_000;
/** At start the Prefect plugin may not answer yet, which is nothing to tell of. */
const TELL_FROM = 4;

/**
 * Keeps the entities of one Prefect instance: compares everything at the start and on a
 * schedule, and what changed whenever it is told.
 */
export class PrefectEntityProvider implements EntityProvider {
  /** One provider for each configured instance. */
  static fromConfig(
    settings: Settings,
    deps: ProviderDeps,
  ): PrefectEntityProvider[] {
    return settings.instances.map(
      instance => new PrefectEntityProvider(instance, settings, deps),
    );
  }

  readonly #settings: Settings;
  readonly #deps: ProviderDeps;
  #sync: InstanceSync | undefined;
  /** What is to be compared next. */
  #pending: Scope | undefined;
  #waiting: Waiting | undefined;
  /** One comparison at a time. */
  #running: Promise<void> = Promise.resolve();
  #failures = 0;
  #isStopped = false;

  private constructor(
    readonly instance: string,
    settings: Settings,
    deps: ProviderDeps,
  ) {
    this.#settings = settings;
    this.#deps = deps;
  }

  getProviderName(): string {
    return locationOf(this.instance);
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { names, scheduler } = this.#deps;
    this.#sync = new InstanceSync({
      ...this.#deps,
      instance: this.instance,
      catalog: new CatalogView(this.#deps),
      settings: this.#settings,
      connection,
      // Annotations may name now what they did not, or the other way round.
      onSent: async () => {
        names.forget(this.instance);
        await connection.refresh({ keys: [refreshKeyOf(this.instance)] });
      },
    });
    await scheduler
      .createScheduledTaskRunner({
        scope: 'global',
        ...this.#settings.schedule,
      })
      .run({
        id: `${this.getProviderName()}:sync`,
        fn: () => this.#compare('all'),
      });
  }

  /** Compares everything soon; the schedule alone would wait for its next time. */
  start(): void {
    this.changed('all');
  }

  /** Compares soon, and once for all that is told in the meantime. */
  changed(scope: Scope): void {
    this.#pending = merge(this.#pending, scope);
    this.#wait('changes', GATHER_MS);
  }

  /** Drops what waits and resolves when what runs has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#waiting?.cancel();
    await this.#running;
  }

  /** Changes are not kept waiting by what is to be tried again later. */
  #wait(reason: Waiting['for'], afterMs: number): void {
    if (this.#isStopped || this.#waiting?.for === 'changes') return;
    this.#waiting?.cancel();
    this.#waiting = {
      for: reason,
      cancel: this.#deps.schedule(() => this.#flush(), afterMs),
    };
  }

  #flush(): Promise<void> {
    const scope = this.#pending ?? [];
    this.#pending = undefined;
    this.#waiting = undefined;
    return this.#compare(scope);
  }

  #compare(scope: Scope): Promise<void> {
    this.#running = this.#running.then(async () => {
      try {
        this.#succeeded(await this.#sync?.run(scope));
      } catch (error) {
        this.#failed(error);
      }
    });
    return this.#running;
  }

  /** What could not be told to be gone is asked about again. */
  #succeeded(outcome: 'complete' | 'incomplete' | undefined): void {
    if (this.#failures >= TELL_FROM) {
      this.#deps.logger.info(`Entities of ${this.instance} are kept again`);
    }
    this.#failures = 0;
    if (outcome === 'incomplete') {
      this.#pending = 'all';
      this.#wait('retry', INCOMPLETE_MS);
    }
  }

  /** What was to be compared is not known any more, so next time it is everything. */
  #failed(error: unknown): void {
    this.#failures += 1;
    if (this.#failures === TELL_FROM) {
      this.#deps.logger.warn(
        `Entities of ${this.instance} stay as they are, because what Prefect holds could not be read or compared: ${error}`,
      );
    }
    this.#pending = 'all';
    this.#wait(
      'retry',
      Math.min(RETRY_MS * 2 ** (this.#failures - 1), LONGEST_RETRY_MS),
    );
  }
}

type Waiting = {
  readonly for: 'changes' | 'retry';
  readonly cancel: () => void;
};

function merge(pending: Scope | undefined, scope: Scope): Scope {
  if (pending === 'all' || scope === 'all') return 'all';
  const ids = [...new Set([...(pending ?? []), ...scope])];
  return ids.length > MOST_IDS ? 'all' : ids;
}
