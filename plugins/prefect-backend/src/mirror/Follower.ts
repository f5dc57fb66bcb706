import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PrefectReader } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { Knex } from 'knex';
import type { InstanceId, PrefectSocket } from '../instances';
import { InstanceMirror } from './InstanceMirror';
import { createFence } from './lease/Fence';
import type { Lease, LeaseTiming } from './lease/Lease';
import { LeaseKeeper } from './lease/LeaseKeeper';
import { LeaseStore } from './lease/LeaseStore';
import { LostLeaseError } from './lease/LostLeaseError';
import { LogWatch } from './LogWatch';
import type { MirrorMetrics } from './MirrorMetrics';
import type { MirrorSettings } from './MirrorSettings';
import { MirrorStore } from './MirrorStore';
import type { Ring } from './news/Bell';
import type { News } from './news/News';
import { NewsStore } from './news/NewsStore';
import { NewsWriter } from './news/NewsWriter';
import { RefreshDesk } from './refresh/RefreshDesk';
import { type Refresh, RefreshStore } from './refresh/RefreshStore';
import { RunRetention } from './RunRetention';
import { SeedStore } from './seed/SeedStore';

export type FollowerDeps = {
  readonly instance: InstanceId;
  readonly db: Knex;
  readonly reader: PrefectReader;
  readonly openEvents: () => PrefectSocket;
  readonly openLogs: () => PrefectSocket;
  readonly settings: MirrorSettings;
  readonly timing: LeaseTiming;
  readonly logger: LoggerService;
  readonly metrics: MirrorMetrics;
  /** Id of this process, and its host and number for people. */
  readonly origin: string;
  readonly holder: string;
  /** Milliseconds that pass evenly, whatever is done to the clock. */
  readonly elapsed: () => number;
  /** Waits, ms; ends early and without an error when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  /** Called after the change is committed. */
  readonly onNews: (news: Partial<News>) => void;
  /** How fresh the instance is has been stored. */
  readonly onStateSaved: () => void;
  /** Others should look: there is news, or the lease is free. */
  readonly ring: (why: Ring) => Promise<void>;
};

/** What there is while this process holds the lease. */
type Term = {
  readonly mirror: InstanceMirror;
  readonly watch: LogWatch;
  readonly writer: NewsWriter;
};

/**
 * Follows one instance while this process holds its lease: the only one, on all replicas,
 * that subscribes to Prefect and writes what it holds.
 */
export class Follower {
  readonly #deps: FollowerDeps;
  readonly #keeper: LeaseKeeper;
  readonly #desk: RefreshDesk;
  #term: Term | undefined;

  constructor(deps: FollowerDeps) {
    this.#deps = deps;
    this.#keeper = new LeaseKeeper({
      ...deps,
      store: new LeaseStore(deps.db, deps.timing),
      onGained: lease => this.#begin(lease),
      onLost: () => this.#end(),
      onProblem: error =>
        deps.logger.debug(`Lease of ${deps.instance}: ${error}`),
    });
    this.#desk = new RefreshDesk({
      instance: deps.instance,
      requests: new RefreshStore(deps.db),
      refresh: wanted => this.refresh(wanted),
    });
  }

  start(): void {
    this.#keeper.start();
  }

  async stop(): Promise<void> {
    await this.#keeper.stop();
    await this.#deps.ring('lease');
  }

  /** Somebody gave a lease back. */
  hurry(): void {
    if (!this.isFollowing) this.#keeper.hurry();
  }

  /** Does what other processes ask the holder for. */
  async serve(): Promise<void> {
    if (this.isFollowing) await this.#desk.look();
  }

  get isFollowing(): boolean {
    return this.#term !== undefined;
  }

  /**
   * Reads something from Prefect into the tables.
   *
   * @throws LostLeaseError when this process does not follow the instance
   */
  async refresh({ kind, ids }: Refresh): Promise<void> {
    const mirror = this.#term?.mirror;
    if (!mirror) throw new LostLeaseError(this.#deps.instance);
    if (kind === 'runs') await mirror.refreshRuns(ids);
    else await mirror.refreshDeployments(ids);
  }

  async #begin(lease: Lease): Promise<void> {
    const { instance, logger } = this.#deps;
    logger.info(`This process follows ${instance} from now on`);
    const term = this.#createTerm(lease);
    this.#term = term;
    await term.mirror.start(lease.unheldSince);
    term.watch.start();
  }

  async #end(): Promise<void> {
    const { instance, logger } = this.#deps;
    const term = this.#term;
    this.#term = undefined;
    if (!term) return;
    await Promise.all([term.mirror.stop(), term.watch.stop()]);
    await term.writer.stop();
    logger.info(`This process does not follow ${instance} any more`);
  }

  #createTerm(lease: Lease): Term {
    const { db, instance, origin, ring, onNews } = this.#deps;
    const fence = createFence(lease);
    const news = new NewsStore(db);
    const writer = new NewsWriter({
      ...this.#deps,
      append: async what => {
        await news.append({ instance, origin, news: what }, fence);
        await ring('news');
      },
    });
    const tell = (what: Partial<News>) => {
      onNews(what);
      writer.add(what);
    };
    const store = new MirrorStore(db, fence);
    const mirror = new InstanceMirror({
      ...this.#deps,
      store,
      seeds: new SeedStore(db, fence),
      retention: new RunRetention({
        ...this.#deps,
        remove: ids => store.removeRuns(instance, ids),
      }),
      onChange: ({ instance: _, ...change }) => tell(change),
      onLostLease: () => this.#keeper.lose(lease),
    });
    const watch = new LogWatch({
      ...this.#deps,
      onLogs: logs => tell({ logs }),
    });
    return { mirror, watch, writer };
  }
}
