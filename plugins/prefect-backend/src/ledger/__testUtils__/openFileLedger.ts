import { DatabaseManager } from '@backstage/backend-defaults/database';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { openDatabase } from '../../database';
import { scheduleOnTimer } from '../../schedule';
import { DatabaseLedger } from '../DatabaseLedger';

/** A ledger on SQLite in a directory, so that it outlives its process; its key is in it. */
export async function openFileLedger(
  directory: string,
  writer: string,
): Promise<{ db: Knex; ledger: DatabaseLedger }> {
  const connection = { directory };
  const manager = DatabaseManager.fromConfig(
    mockServices.rootConfig({
      data: {
        backend: { database: { client: 'better-sqlite3', connection } },
      },
    }),
  );
  const logger = mockServices.rootLogger({ level: 'error' });
  const db = await openDatabase(
    manager.forPlugin('prefect', {
      logger,
      lifecycle: { addStartupHook() {}, addShutdownHook() {} },
    }),
  );
  const ledger = new DatabaseLedger(
    {
      db,
      logger,
      clock: Date.now,
      schedule: scheduleOnTimer,
      settings: {
        signingKeys: [],
        digestKey: undefined,
        checkpointSeconds: 60,
        heartbeatSeconds: 300,
        anchorFile: undefined,
        retentionDays: 400,
        verifySeconds: 900,
      },
    },
    { id: writer, host: 'a host 7' },
  );
  return { db, ledger };
}
