import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import { databaseNow, isPostgres } from './databaseClock';
import { createFence } from './Fence';
import type { Lease, LeaseTiming } from './Lease';
import { LeaseStore } from './LeaseStore';
import { LostLeaseError } from './LostLeaseError';

jest.setTimeout(60_000);

const production = 'production' as InstanceId;
const dev = 'dev' as InstanceId;
const TIMING: LeaseTiming = { lastsMs: 400, renewEveryMs: 100 };

describe.each(testDatabases.eachSupportedId())('leases on %s', databaseId => {
  let db: Knex;
  let store: LeaseStore;

  beforeAll(async () => {
    db = await migratedDatabase(databaseId);
    store = new LeaseStore(db, TIMING);
  });

  beforeEach(async () => {
    for (const table of ['sync_leases', 'sync_fences', 'flows']) {
      await db(table).delete();
    }
  });

  const take = async (holder: string, instance = production) => {
    const lease = await store.take(instance, holder);
    if (!lease) throw new Error(`${holder} did not get the lease`);
    return lease;
  };

  const write = (lease: Lease, work: (tx: Knex) => PromiseLike<unknown>) =>
    db.transaction(async tx => {
      await createFence(lease)(tx);
      await work(tx);
    });

  const saveFlow = (tx: Knex, name: string) =>
    tx('flows')
      .insert({ instance: production, id: 'flow', name, tags: '[]' })
      .onConflict(['instance', 'id'])
      .merge();

  const flowName = async () => (await db('flows').first('name'))?.name;

  it('gives a lease to one, and another instance to whoever wants it', async () => {
    const lease = await take('a');
    await expect(store.take(production, 'b')).resolves.toBeUndefined();
    const other = await take('b', dev);
    expect([lease.token, other.token]).toEqual([1, 1]);
    expect(lease.unheldSince).toBe(0);
  });

  it('gives it to one only of those who ask at once', async () => {
    const takers = Array.from({ length: 8 }, (_, index) =>
      store.take(production, `process ${index}`),
    );
    const taken = (await Promise.all(takers)).filter(Boolean);
    expect(taken).toHaveLength(1);
  });

  it('lets another have it when it was not renewed for long, and not before', async () => {
    const lease = await take('a');
    for (let renewals = 0; renewals < 5; renewals++) {
      await delay(TIMING.renewEveryMs);
      await expect(store.renew(lease)).resolves.toBe(true);
      await expect(store.take(production, 'b')).resolves.toBeUndefined();
    }
    const lastHeard = await databaseNow(db);
    await delay(TIMING.lastsMs + 50);

    const next = await take('b');
    expect(next.token).toBe(2);
    expect(Math.abs(next.unheldSince - lastHeard)).toBeLessThan(150);
    await expect(store.renew(lease)).resolves.toBe(false);
  });

  it('lets the holder that was late go on when nobody else wanted it', async () => {
    const lease = await take('a');
    await delay(TIMING.lastsMs + 50);
    await expect(store.renew(lease)).resolves.toBe(true);
    await expect(store.take(production, 'b')).resolves.toBeUndefined();
  });

  it('is free at once when it is given back', async () => {
    await store.release(await take('a'));
    await expect(take('b')).resolves.toMatchObject({ token: 2 });
  });

  it('is not given back by one who has lost it', async () => {
    const lease = await take('a');
    await store.release(lease);
    await take('b');
    await store.release(lease);
    await expect(store.take(production, 'c')).resolves.toBeUndefined();
  });

  it('is free when the clock was set back by an hour, and not when by a moment', async () => {
    await take('a');
    const set = (ms: number) =>
      db('sync_leases').update({ expires_at: db.raw('expires_at + ?', [ms]) });

    await set(300);
    await expect(store.take(production, 'b')).resolves.toBeUndefined();
    await set(3_600_000);
    await expect(take('b')).resolves.toMatchObject({ token: 2 });
  });

  it('keeps the writes of one who has lost it away', async () => {
    const lease = await take('a');
    await write(lease, tx => saveFlow(tx, 'old'));
    await store.release(lease);
    const next = await take('b');
    await write(next, tx => saveFlow(tx, 'new'));

    await expect(write(lease, tx => saveFlow(tx, 'stale'))).rejects.toThrow(
      LostLeaseError,
    );
    await expect(flowName()).resolves.toBe('new');
  });

  if (databaseId !== 'SQLITE_3') {
    it('waits for a write that is under way, so that it comes before those of the next holder', async () => {
      expect(isPostgres(db)).toBe(true);
      const lease = await take('a');
      await delay(TIMING.lastsMs + 50);
      const order: string[] = [];
      let proceed: () => void = () => {};
      const mayProceed = new Promise<void>(resolve => {
        proceed = resolve;
      });
      const underWay = write(lease, async tx => {
        await mayProceed;
        await saveFlow(tx, 'old');
        order.push('a has written');
      });
      await delay(100);
      const taking = take('b').then(next => {
        order.push('b has taken it');
        return next;
      });
      await delay(200);
      proceed();
      await underWay;
      await write(await taking, tx => saveFlow(tx, 'new'));

      expect(order).toEqual(['a has written', 'b has taken it']);
      await expect(flowName()).resolves.toBe('new');
    });

    it('does not wait for ever for a process that sleeps within a write', async () => {
      const lease = await take('a');
      const asleep: Knex.Transaction = await db.transaction();
      const connection = await asleep.client.acquireConnection();
      const ended = once(connection, 'error');
      await createFence(lease)(asleep);
      await saveFlow(asleep, 'stale');
      await delay(TIMING.lastsMs);

      const next = await take('b');
      await ended;
      await write(next, tx => saveFlow(tx, 'new'));
      await Promise.all([
        asleep.commit(),
        expect(asleep.executionPromise).rejects.toThrow(),
      ]);
      await expect(flowName()).resolves.toBe('new');
    });
  }
});
