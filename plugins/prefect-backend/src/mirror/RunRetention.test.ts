import type { Knex } from 'knex';
import { insertRun } from '../__testUtils__/insertRun';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import type { InstanceId } from '../instances';
import { MirrorStore } from './MirrorStore';
import { RunRetention } from './RunRetention';

const instance = 'production' as InstanceId;
const NOW = new Date('2026-11-24T12:00:00Z');

describe.each(testDatabases.eachSupportedId())(
  'retention on %s',
  databaseId => {
    let db: Knex;

    beforeEach(async () => {
      db = await migratedDatabase(databaseId);
    });

    /** A run that began so many hours ago. */
    async function given(
      id: string,
      hours: number,
      { deployment = 'd1', state = 'COMPLETED' } = {},
    ): Promise<void> {
      const time = new Date(NOW.getTime() - hours * 3_600_000)
        .toISOString()
        .replace('Z', '000Z');
      await insertRun(db, {
        instance,
        id,
        name: id,
        flow_id: 'f',
        flow_name: 'f',
        deployment_id: deployment,
        parent_task_run_id: null,
        lineage_known: true,
        state_type: state,
        state_name: state,
        state_timestamp: time,
        state_details: '{}',
        run_time_ms: 0,
        lateness_ms: null,
        run_count: 1,
        auto_scheduled: false,
        tags: '[]',
        labels: '{}',
        parameters: '{}',
        sort_time: time,
      });
    }

    async function keptWith(maxRunsPerDeployment: number): Promise<string[]> {
      const store = new MirrorStore(db);
      await new RunRetention({
        instance,
        db,
        settings: { retentionDays: 2, maxRunsPerDeployment },
        remove: ids => store.removeRuns(instance, ids),
      }).apply(NOW);
      return db('runs').orderBy('id').pluck('id');
    }

    it('keeps what is young enough, and what has not ended', async () => {
      await given('old', 49);
      await given('old-but-alive', 60, { state: 'PAUSED' });
      await given('young', 47);

      await expect(keptWith(10)).resolves.toEqual(['old-but-alive', 'young']);
    });

    it('keeps so many of each deployment, the newest', async () => {
      for (const hours of [1, 2, 3, 4]) await given(`a${hours}`, hours);
      await given('b1', 1, { deployment: 'd2' });
      await given('a9-alive', 9, { state: 'RUNNING' });

      await expect(keptWith(2)).resolves.toEqual(['a1', 'a9-alive', 'b1']);
      await expect(
        db('deployment_activity').where({ deployment_id: 'd1' }).pluck('runs'),
      ).resolves.toEqual([2]);
    });
  },
);
