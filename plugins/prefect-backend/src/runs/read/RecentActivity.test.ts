import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import { RecentActivity } from './RecentActivity';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-11-24T10:30:00Z');
const HOUR_MS = 3_600_000;
const instance = 'production' as InstanceId;

describe.each(testDatabases.eachSupportedId())(
  'recent activity on %s',
  databaseId => {
    let db: Knex;
    let nowMs: number;
    let daysRead: number;
    let recent: RecentActivity;

    beforeAll(async () => {
      db = await migratedDatabase(databaseId);
      db.on('query', ({ sql }) => {
        if (/from ["`]run_days/.test(sql)) daysRead += 1;
      });
    });

    beforeEach(async () => {
      await db('run_days').delete();
      nowMs = NOW;
      daysRead = 0;
      recent = new RecentActivity({ db, clock: () => nowMs });
      await store('2026-11-24', [[9, 3]]);
    });

    /** A day of a deployment, by hour how many completed, each 40 ms late. */
    async function store(day: string, hours: [hour: number, runs: number][]) {
      const completed = hours.reduce((sum, [, runs]) => sum + runs, 0);
      const row = {
        ...{ instance, deployment_id: 'd1', day, completed },
        ...{ failed: 1, crashed: 0, cancelled: 0 },
        durations: '[]',
        lateness: `[40,${completed}]`,
        hours: JSON.stringify(
          hours.map(([hour, runs]) => [
            ...[hour, { COMPLETED: runs, FAILED: 1 }, {}],
            ...[[], [40, runs]],
          ]),
        ),
      };
      await db('run_days')
        .insert(row)
        .onConflict(['instance', 'deployment_id', 'day'])
        .merge();
    }

    async function activity(activity_mark: string | null) {
      const found = await recent.of([{ instance, id: 'd1', activity_mark }]);
      const [act] = found.values();
      return act && { finished: act.finished, completed: act.completed };
    }

    it('reads the days once while nothing is counted anew', async () => {
      expect(await activity('a')).toEqual({ finished: 4, completed: 3 });
      expect(await activity('a')).toEqual({ finished: 4, completed: 3 });
      expect(daysRead).toBe(1);
    });

    it('reads them again when their counts are marked anew', async () => {
      await activity('a');
      await store('2026-11-24', [[9, 8]]);
      expect(await activity('b')).toEqual({ finished: 9, completed: 8 });
    });

    it('leaves out what began before the window as hours go by', async () => {
      await store('2026-11-17', [
        [10, 5],
        [11, 7],
      ]);
      expect(await activity('a')).toEqual({ finished: 18, completed: 15 });
      nowMs += HOUR_MS;
      expect(await activity('a')).toEqual({ finished: 12, completed: 10 });
    });

    it('knows nothing of a deployment without runs', async () => {
      expect(await activity(null)).toBeUndefined();
      expect(daysRead).toBe(0);
    });

    it('tells how late the runs of an owner began, and again after a change', async () => {
      const lateness = async (mark: string) => {
        const found = await recent.of([
          { instance, id: 'd1', activity_mark: mark },
        ]);
        return recent.latenessOf('group:default/orders', [...found.values()]);
      };
      expect(await lateness('a')).toBe(40);
      await db('run_days').update({ lateness: '[90,3]' });
      expect(await lateness('a')).toBe(40);
      expect(await lateness('b')).toBe(90);
    });
  },
);
