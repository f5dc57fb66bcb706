import { mockServices } from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { testDatabases } from './__testUtils__/testDatabases';
import { openDatabase } from './database';

jest.setTimeout(120_000);

const MIGRATIONS = join(__dirname, '../migrations');

const open = (knex: Knex) =>
  openDatabase(mockServices.database({ knex, migrations: { skip: false } }));

/** Migrates in a process of its own, as a backend that starts. */
const PROGRAM = `
  const db = require('knex')({ ...JSON.parse(process.argv[1]), useNullAsDefault: true });
  const directory = process.argv[2];
  console.log('started');
  db.transaction(tx => tx.migrate.latest({ directory })).then(
    () => console.log('migrated'),
    error => console.log(error),
  );
`;

describe.each(testDatabases.eachSupportedId())('on %s', databaseId => {
  let dir: string;
  let config: Knex.Config;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'migrations-'));
    const { client, connection } = (await testDatabases.init(databaseId)).client
      .config;
    config =
      client === 'pg'
        ? { client, connection }
        : { client, connection: { filename: join(dir, 'db.sqlite') } };
  });

  afterEach(async () => {
    await rm(dir, { recursive: true, force: true });
  });

  /** Another connection pool to the same database. */
  const connect = () => createKnex({ ...config, useNullAsDefault: true });

  async function expectMigrated(db: Knex): Promise<void> {
    const names = await db('knex_migrations').orderBy('name').pluck('name');
    expect(names).toEqual((await readdir(MIGRATIONS)).sort());
    const locks = await db('knex_migrations_lock').pluck('is_locked');
    expect(locks).toEqual([0]);
    await expect(db('sync_leases').select()).resolves.toEqual([]);
  }

  it('migrates after a process was killed while it did', async () => {
    for (const afterMs of [0, 20, 60, 120]) {
      const child = spawn(
        process.execPath,
        ['-e', PROGRAM, JSON.stringify(config), MIGRATIONS],
        { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const exited = once(child, 'exit');
      await once(child.stdout, 'data');
      await delay(afterMs);
      child.kill('SIGKILL');
      await exited;
    }
    const db = connect();
    await open(db);
    await expectMigrated(db);
    await db.destroy();
  });

  it('goes down and up again', async () => {
    const db = connect();
    await open(db);
    await db.migrate.rollback({ directory: MIGRATIONS }, true);
    await open(db);
    await expectMigrated(db);
    await db.destroy();
  });

  if (databaseId !== 'SQLITE_3') {
    it('is migrated once by replicas that start at the same time', async () => {
      const replicas = Array.from({ length: 5 }, connect);
      await Promise.all(replicas.map(db => db.raw('select 1')));
      await Promise.all(replicas.map(open));
      await expectMigrated(replicas[0]);
      await Promise.all(replicas.map(db => db.destroy()));
    });
  }
});
