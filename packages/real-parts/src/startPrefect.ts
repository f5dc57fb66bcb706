import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePython } from './ensurePython.ts';
import { freePort } from './freePort.ts';
import { Part } from './Part.ts';
import type { PartError } from './PartError.ts';
import { authHeaders, prefectEnv, type PrefectAccess } from './prefectEnv.ts';
import type { PrefectRelease } from './prefectReleases.ts';

/** What a Prefect server is started with. */
export interface PrefectOptions {
  /** Its home: database, log, profile. Kept when the server stops. */
  dir: string;
  /** On 127.0.0.1; a free one when left out. */
  port?: number;
  /** `user:password`, asked of every client. */
  authString: string;
  /** `sqlite` (a file in `dir`, the default) or a `postgresql+asyncpg://` URL. */
  database?: string;
  /** Further settings, such as `PREFECT_SERVER_…`. */
  env?: Record<string, string>;
  /** The current one when left out. */
  release?: PrefectRelease;
}

/** A real Prefect server with its scheduler and its user interface. */
export interface Prefect extends PrefectAccess {
  dir: string;
  port: number;
  apiUrl: string;
  uiUrl: string;
  authString: string;
  /** The `Authorization` header of its REST API. */
  auth: string;
  /** The server's process, while it runs. */
  readonly pid: number | undefined;
  /** Settles when the server ends although nobody stopped it. */
  crashed: Promise<PartError>;
  stop(): Promise<void>;
  /** As a power cut would. `restart` brings it back with its data. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  logTail(lines?: number): string;
}

const READY_WITHIN_MS = 180_000;

/** Starts a Prefect server; it is ready when this returns. Throws `PartError`. */
export async function startPrefect(options: PrefectOptions): Promise<Prefect> {
  const { dir, authString, database = 'sqlite', env, release } = options;
  const python = await ensurePython(release);
  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const access = { apiUrl: `${origin}/api`, authString };
  await mkdir(dir, { recursive: true, mode: 0o700 });

  const part = await Part.start({
    name: 'The Prefect server',
    command: python.prefect,
    args: `server start --host 127.0.0.1 --port ${port} --analytics-off`.split(
      ' ',
    ),
    cwd: dir,
    env: {
      ...prefectEnv(python, dir, access),
      PREFECT_SERVER_API_AUTH_STRING: authString,
      PREFECT_SERVER_DATABASE_CONNECTION_URL:
        database === 'sqlite'
          ? `sqlite+aiosqlite:///${join(dir, 'prefect.db')}`
          : database,
      PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
      // The portal streams logs from `/logs/out`.
      PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED: 'true',
      PREFECT_SERVER_LOGS_STREAM_PUBLISHING_ENABLED: 'true',
      ...env,
    },
    logFile: join(dir, 'server.log'),
    isReady: async () => (await fetch(`${access.apiUrl}/health`)).ok,
    readyWithinMs: READY_WITHIN_MS,
  });

  return {
    ...access,
    dir,
    port,
    uiUrl: origin,
    auth: authHeaders(access).authorization,
    get pid() {
      return part.pid;
    },
    crashed: part.crashed,
    stop: () => part.stop(),
    kill: () => part.kill(),
    restart: () => part.restart(),
    logTail: lines => part.logTail(lines),
  };
}
