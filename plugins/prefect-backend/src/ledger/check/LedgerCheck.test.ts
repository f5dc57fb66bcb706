import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { setTimeout } from 'node:timers/promises';
import { ManualSchedule } from '../../__testUtils__/ManualSchedule';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import { entries, LedgerWorld } from '../__testUtils__/LedgerWorld';
import type { Ledger } from '../Ledger';
import { LedgerCheck } from './LedgerCheck';

jest.setTimeout(60_000);

describe.each(testDatabases.eachSupportedId())(
  'the check of the ledger on %s',
  id => {
    let db: Knex;
    let world: LedgerWorld;
    let time: ManualSchedule;
    const logger = mockServices.logger.mock();
    beforeEach(async () => {
      db = await migratedDatabase(id as TestDatabaseId);
      world = new LedgerWorld(db);
      time = new ManualSchedule();
      jest.clearAllMocks();
    });

    const checkOf = (ledger: Pick<Ledger, 'export' | 'publicKeys'>) =>
      new LedgerCheck({
        db,
        ledger,
        logger,
        schedule: time.schedule,
        verifySeconds: 900,
        version: '1.2.3',
      });

    async function checked(check: LedgerCheck) {
      check.start();
      const state = await ended(check);
      await check.stop();
      return state;
    }

    async function ended(check: LedgerCheck) {
      for (;;) {
        const state = await check.state();
        if (state.checkedAt && !state.isChecking) return state;
        await setTimeout(5);
      }
    }

    /** Two stretches of two acts each. */
    async function actTwice(): Promise<void> {
      for (const hour of [1, 2]) {
        world.nowMs += hour * 3_600_000;
        await world.act();
        await world.act();
        await world.lines();
      }
    }

    const age = (ms: number) =>
      db('ledger_checks').update({
        checked_at: db.raw('checked_at - ?', [ms]),
      });

    it('says how many entries verify, when, and by which version', async () => {
      await actTwice();
      const check = checkOf(world.ledger);
      expect(check.isVerified()).toBeUndefined();

      expect(await checked(check)).toEqual({
        checkedAt: expect.stringMatching(/^2\d{3}-.*Z$/),
        isChecking: false,
        isOverdue: false,
        result: { version: '1.2.3', entries: 9, since: null },
      });
      expect(check.isVerified()).toBe(true);
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('says where it is broken, and which entries before and after verify', async () => {
      await actTwice();
      const [, intent] = await entries(db);
      const text = JSON.stringify(intent).replace('"eu"', '"us"');
      await db('ledger_entries')
        .where({ writer: 'aaaa', seq: 2 })
        .update({ entry: text });
      const check = checkOf(world.ledger);

      const { result } = await checked(check);

      expect(result?.broken).toMatchObject({
        entry: 'aaaa.2',
        code: 'changed',
        goodBefore: '2026-11-24T13:00:00.000Z',
        goodFrom: '2026-11-24T15:00:00.000Z',
      });
      expect(check.isVerified()).toBe(false);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('The ledger does not verify: aaaa.2 is not'),
      );
    });

    it('says that nothing after it verifies when the end is concerned', async () => {
      await actTwice();
      await db('ledger_entries').where({ writer: 'aaaa', seq: 9 }).delete();

      const { result } = await checked(checkOf(world.ledger));

      expect(result?.broken?.entry).toBe('aaaa.9');
      expect(result?.broken?.goodFrom).toBeUndefined();
    });

    it('is done by one of several replicas, and all tell the same', async () => {
      await actTwice();
      const exported = jest.spyOn(world.ledger, 'export');
      const checks = [1, 2, 3].map(() => checkOf(world.ledger));

      checks.forEach(check => check.start());
      await Promise.all(checks.map(ended));
      await Promise.all(checks.map(check => check.stop()));

      expect(exported).toHaveBeenCalledTimes(1);
      const states = await Promise.all(checks.map(check => check.state()));
      expect(new Set(states.map(state => JSON.stringify(state))).size).toBe(1);
    });

    it('is done again when it is due, and not before', async () => {
      const exported = jest.spyOn(world.ledger, 'export');
      const check = checkOf(world.ledger);
      check.start();
      await ended(check);
      await age(600_000);
      await time.advance(60_000);
      const early = exported.mock.calls.length;
      await age(600_000);
      await time.advance(60_000);
      await check.stop();

      expect([early, exported.mock.calls.length]).toEqual([1, 2]);
    });

    it('is overdue when it does not come about, and no longer verified', async () => {
      await actTwice();
      const check = checkOf(world.ledger);
      await checked(check);
      await age(2 * 900_000 + 60_000);

      expect(await check.state()).toMatchObject({ isOverdue: true });
      expect(check.isVerified()).toBe(false);
    });

    it('is taken over from a process that died in the middle', async () => {
      await actTwice();
      const alive = checkOf(world.ledger);
      await db('ledger_checks').insert({
        name: 'chain',
        claimed_by: 'dead',
        claimed_at: 0,
      });

      expect((await checked(alive)).result).toMatchObject({ entries: 9 });
    });

    it('ends in the middle when the portal stops, and leaves it to the next', async () => {
      await actTwice();
      const lines = await world.lines();
      const check = checkOf({
        publicKeys: () => world.ledger.publicKeys(),
        async *export() {
          yield* lines.slice(0, 3);
          // Nothing is awaited of it: it waits for what goes on here.
          void check.stop();
          yield* lines.slice(3);
        },
      });
      check.start();
      await check.stop();

      expect(await check.state()).toMatchObject({
        checkedAt: undefined,
        isChecking: false,
      });
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('looks twice before it says that something is broken', async () => {
      await actTwice();
      const whole = await world.lines();
      let turn = 0;
      const check = checkOf({
        publicKeys: () => world.ledger.publicKeys(),
        async *export() {
          turn += 1;
          yield* turn === 1 ? whole.toSpliced(2, 1) : whole;
        },
      });

      expect((await checked(check)).result?.broken).toBeUndefined();
      expect(turn).toBe(2);
    });
  },
);
