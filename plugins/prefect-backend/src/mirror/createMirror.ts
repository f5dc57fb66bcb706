import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import type { InstanceId, Instances } from '../instances';
import { InstanceMirror } from './InstanceMirror';
import { LogWatch } from './LogWatch';
import type { Mirror, MirrorChange } from './Mirror';
import type { MirrorSettings } from './MirrorSettings';
import { MirrorStore } from './MirrorStore';

export type MirrorDeps = {
  readonly db: Knex;
  readonly instances: Instances;
  readonly settings: MirrorSettings;
  readonly logger: LoggerService;
};

/** The mirror of every configured instance. */
export function createMirror(deps: MirrorDeps): Mirror {
  const { db, instances, settings, logger } = deps;
  const changes = new Set<(change: MirrorChange) => void>();
  const logs = new Set<
    (instance: InstanceId, runIds: readonly string[]) => void
  >();
  const ambient = { clock: () => new Date(), sleep, random: Math.random };
  const store = new MirrorStore(db);
  const mirrors = new Map<InstanceId, InstanceMirror>();
  const watches: LogWatch[] = [];
  for (const { id } of instances.list()) {
    mirrors.set(
      id,
      new InstanceMirror({
        ...ambient,
        instance: id,
        reader: instances.reader(id),
        openEvents: () => instances.openSocket(id, '/events/out'),
        store,
        settings,
        logger,
        onChange: change => changes.forEach(listener => listener(change)),
      }),
    );
    watches.push(
      new LogWatch({
        ...ambient,
        openLogs: () => instances.openSocket(id, '/logs/out'),
        onLogs: runIds => logs.forEach(listener => listener(id, runIds)),
      }),
    );
  }
  const mirrorOf = (id: InstanceId) => {
    const mirror = mirrors.get(id);
    if (!mirror) throw new Error(`No mirror of instance "${id}".`);
    return mirror;
  };
  return {
    start: async () => {
      for (const mirror of mirrors.values()) await mirror.start();
      for (const watch of watches) watch.start();
    },
    stop: async () => {
      await Promise.all(
        [...mirrors.values(), ...watches].map(each => each.stop()),
      );
    },
    freshness: id => mirrorOf(id).freshness(),
    version: id => mirrorOf(id).version,
    onChange: listener => subscribe(changes, listener),
    onLogs: listener => subscribe(logs, listener),
    refreshRuns: (id, ids) => mirrorOf(id).refreshRuns(ids),
    refreshDeployments: (id, ids) => mirrorOf(id).refreshDeployments(ids),
  };
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Waits on real time and does not keep the process alive. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
