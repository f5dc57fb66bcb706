import { join } from 'node:path';
import { ensurePython } from './ensurePython.ts';
import { Part } from './Part.ts';
import type { PartError } from './PartError.ts';
import { postToPrefect } from './prefectApi.ts';
import { prefectEnv, type PrefectAccess } from './prefectEnv.ts';

/** What a worker is started with. */
export interface WorkerOptions {
  /** A server, and a directory in which the worker keeps its home and log. */
  prefect: PrefectAccess & { dir: string };
  /** The process work pool that it polls. */
  pool: string;
  /** Where flow runs are executed. */
  cwd: string;
  /** Default `worker`. */
  name?: string;
  /** How many flow runs at once; no limit when left out. */
  limit?: number;
  /** Further variables for the worker and its flow runs. */
  env?: Record<string, string>;
}

/** A real process worker. */
export interface Worker {
  name: string;
  /** Settles when the worker ends although nobody stopped it. */
  crashed: Promise<PartError>;
  /** Its flow runs are told to end first, so that they say so to Prefect. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  logTail(lines?: number): string;
}

interface WorkerRow {
  name: string;
  last_heartbeat_time: string;
}

const READY_WITHIN_MS = 90_000;

/** Starts a worker; it polls its pool when this returns. Throws `PartError`. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { prefect, pool, cwd, name = 'worker', limit, env } = options;
  const python = await ensurePython();
  const home = join(prefect.dir, name);

  // A worker of that name that ran a minute ago still counts as online.
  const isOnline = async (launchedAt: number) => {
    const rows = await postToPrefect<WorkerRow[]>(
      prefect,
      `/work_pools/${encodeURIComponent(pool)}/workers/filter`,
      {},
    );
    return rows?.some(
      row =>
        row.name === name && Date.parse(row.last_heartbeat_time) >= launchedAt,
    );
  };

  const part = await Part.start({
    name: `The Prefect worker "${name}"`,
    command: python.prefect,
    args: [
      ...['worker', 'start', '--pool', pool, '--type', 'process'],
      ...['--name', name],
      ...(limit === undefined ? [] : ['--limit', String(limit)]),
    ],
    cwd,
    env: {
      ...prefectEnv(python, home, prefect),
      PREFECT_WORKER_QUERY_SECONDS: '1',
      ...env,
    },
    logFile: join(home, 'worker.log'),
    isReady: isOnline,
    readyWithinMs: READY_WITHIN_MS,
    // A worker kills its flow runs at once: they would seem to run forever.
    stopOrder: 'children first',
  });

  return {
    name,
    crashed: part.crashed,
    stop: () => part.stop(),
    kill: () => part.kill(),
    restart: () => part.restart(),
    logTail: lines => part.logTail(lines),
  };
}
