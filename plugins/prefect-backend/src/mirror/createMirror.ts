import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceId, Instances } from '../instances';
import { Follower } from './Follower';
import { LEASE_TIMING, type LeaseTiming } from './lease/Lease';
import { LostLeaseError } from './lease/LostLeaseError';
import { Listeners } from './Listeners';
import type { Mirror } from './Mirror';
import { type MirrorMetrics, noMetrics } from './MirrorMetrics';
import type { MirrorSettings } from './MirrorSettings';
import { createBell } from './news/Bell';
import { FreshnessBoard } from './news/FreshnessBoard';
import { NewsFeed } from './news/NewsFeed';
import { NewsStore } from './news/NewsStore';
import { StateStore } from './news/StateStore';
import { askHolder } from './refresh/askHolder';
import { type Refresh, RefreshStore } from './refresh/RefreshStore';

export type MirrorDeps = {
  readonly db: Knex;
  readonly instances: Instances;
  readonly settings: MirrorSettings;
  readonly logger: LoggerService;
  /**
   * Whether this process is one of those of which one follows an instance, or never does
   * and reads what others keep. `elected` unless told.
   */
  readonly following?: 'elected' | 'never';
  /** Counts what is done; nobody does unless told. */
  readonly metrics?: MirrorMetrics;
  /** How long leases last; other than usual for tests only. */
  readonly timing?: LeaseTiming;
};

/** How long to wait for the next look at what others wrote, ms. */
const PAUSE_WHEN_RUNG_MS = 1_000;
const PAUSE_MS = 250;

/** The mirror of every configured instance. */
export function createMirror(deps: MirrorDeps): Mirror {
  const { db, instances, logger, following = 'elected' } = deps;
  const ids = instances.list().map(({ id }) => id);
  const elapsed = () => performance.now();
  const origin = randomUUID();
  const listeners = new Listeners();
  const board = new FreshnessBoard({
    instances: ids,
    elapsed,
    onTurn: id => listeners.tell(id, { all: true }, 'here'),
  });
  const bell = createBell({ db, sleep });
  const followers = new Map<InstanceId, Follower>();
  const feed = new NewsFeed({
    instances: ids,
    origin,
    board,
    elapsed,
    sleep,
    news: new NewsStore(db),
    states: new StateStore(db),
    pauseMs: () => (bell.isHeard ? PAUSE_WHEN_RUNG_MS : PAUSE_MS),
    onNews: (id, news) => listeners.tell(id, news, 'elsewhere'),
    onLook: async () => {
      for (const follower of followers.values()) await follower.serve();
    },
    onProblem: error => logger.debug(`News of other processes: ${error}`),
  });
  for (const id of following === 'never' ? [] : ids) {
    followers.set(
      id,
      new Follower({
        ...deps,
        instance: id,
        reader: instances.reader(id),
        openEvents: () => instances.openSocket(id, '/events/out'),
        openLogs: () => instances.openSocket(id, '/logs/out'),
        timing: deps.timing ?? LEASE_TIMING,
        metrics: deps.metrics ?? noMetrics,
        origin,
        holder: `${hostname()} ${process.pid}`.slice(0, 200),
        elapsed,
        sleep,
        random: Math.random,
        onNews: news => listeners.tell(id, news, 'here'),
        onStateSaved: () => feed.hurry(),
        ring: why => bell.ring(why),
      }),
    );
  }
  const requests = new RefreshStore(db);
  const refresh = async (wanted: Refresh) => {
    const follower = followers.get(wanted.instance);
    try {
      if (follower?.isFollowing) return await follower.refresh(wanted);
    } catch (error) {
      if (!(error instanceof LostLeaseError)) throw error;
    }
    return askHolder(
      {
        requests,
        elapsed,
        ring: () => bell.ring('news'),
        sleep: ms => delay(ms),
      },
      wanted,
    );
  };
  return {
    start: async () => {
      bell.start(why => {
        if (why === 'news') feed.hurry();
        else followers.forEach(follower => follower.hurry());
      });
      await feed.start();
      followers.forEach(follower => follower.start());
    },
    stop: async () => {
      await Promise.all([...followers.values()].map(each => each.stop()));
      await feed.stop();
      await bell.stop();
    },
    freshness: id => board.freshness(id),
    following: id => ({
      isHere: followers.get(id)?.isFollowing ?? false,
      holder: board.find(id)?.holder ?? undefined,
      term: board.find(id)?.token ?? 0,
      behindMs: board.behindMs(id),
    }),
    version: id => board.find(id)?.version ?? undefined,
    onChange: listener => listeners.addChange(listener),
    onLogs: listener => listeners.addLogs(listener),
    refreshRuns: (instance, runs) =>
      refresh({ instance, kind: 'runs', ids: runs }),
    refreshDeployments: (instance, deployments) =>
      refresh({ instance, kind: 'deployments', ids: deployments }),
  };
}

/** Waits on real time and does not keep the process alive. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
