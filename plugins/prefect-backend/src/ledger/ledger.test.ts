import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import {
  entries,
  found,
  LedgerWorld,
  start,
} from './__testUtils__/LedgerWorld';

jest.setTimeout(60_000);

describe.each(testDatabases.eachSupportedId())('the ledger on %s', id => {
  let db: Knex;
  beforeEach(async () => {
    db = await migratedDatabase(id as TestDatabaseId);
  });

  it('has written the intent when it says so, in a chain that verifies', async () => {
    const world = new LedgerWorld(db);

    const intent = await world.ledger.intent(start);
    const [, written] = await entries(db);
    await world.ledger.outcome(intent, {
      status: 'refused',
      code: 'PREFECT_REFUSED',
    });
    await world.ledger.denial({ ...start, decision: { allowed: false } });

    expect(written).toMatchObject({ id: intent, kind: 'intent', seq: 2 });
    const report = await world.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts).toMatchObject({
      entries: 4,
      intents: 1,
      outcomes: 1,
      denials: 1,
    });
  });

  it('holds no secret, and a digest that proves what was sent', async () => {
    const world = new LedgerWorld(db);
    await world.act();
    await world.act({ ...start, sent: { api_token: 'hunter2', region: 'eu' } });
    await world.act({ ...start, sent: { api_token: 'other', region: 'eu' } });

    const text = (await world.lines()).join('\n');
    const [one, two, three] = (await entries(db))
      .filter(({ kind }) => kind === 'intent')
      .map(({ digest }) => digest);

    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('"sent"');
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect([two === one, three === one]).toEqual([true, false]);
  });

  it('keeps one chain under many callers', async () => {
    const world = new LedgerWorld(db);

    await Promise.all(
      Array.from({ length: 32 }, async () => {
        for (let turn = 0; turn < 10; turn++) await world.act();
      }),
    );

    const report = await world.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts).toMatchObject({ intents: 320, outcomes: 320 });
  });

  it('gives two processes a chain each', async () => {
    const [one, two] = [
      new LedgerWorld(db, 'aaaa'),
      new LedgerWorld(db, 'bbbb'),
    ];

    await Promise.all(
      [one, two].map(async world => {
        await world.act();
        await world.act();
      }),
    );

    const report = await one.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts.writers).toBe(2);
  });

  it('marks what a dead process left open as unknown, and seals its end', async () => {
    const dead = new LedgerWorld(db, 'dead');
    await dead.act();
    const open = await dead.ledger.intent(start);
    await db('ledger_writers').update({ seen_at: 0 });

    const next = new LedgerWorld(db, 'next');
    await next.ledger.start();
    await next.ledger.stop();

    expect((await next.ledger.find(open))?.ended).toMatchObject({
      kind: 'unknown',
      writer: 'next',
      outcome: { status: 'unknown' },
    });
    const report = await next.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts).toMatchObject({ unknown: 1, writers: 2 });
  });

  it('leaves alone who is alive', async () => {
    const alive = new LedgerWorld(db, 'alive');
    await alive.ledger.start();
    const open = await alive.ledger.intent(start);

    await new LedgerWorld(db, 'next').ledger.start();

    expect((await alive.ledger.find(open))?.ended).toBeUndefined();
  });

  it('goes on from the checkpoint that another process made of it', async () => {
    const [one, two] = [
      new LedgerWorld(db, 'aaaa'),
      new LedgerWorld(db, 'bbbb'),
    ];
    await one.act();
    await two.verify();
    await one.act();

    expect(found(await one.verify())).toEqual([]);
  });

  it('does not let an act go on that it cannot record, and heals', async () => {
    const world = new LedgerWorld(db);
    await world.act();
    await db.schema.renameTable('ledger_entries', 'away');

    await expect(world.ledger.intent(start)).rejects.toMatchObject({
      code: 'PREFECT_LEDGER_UNAVAILABLE',
    });

    await db.schema.renameTable('away', 'ledger_entries');
    await world.act();
    const report = await world.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts).toMatchObject({ intents: 2, outcomes: 2 });
  });

  it('writes outcomes and denials later that it could not write at once', async () => {
    const world = new LedgerWorld(db);
    const intent = await world.ledger.intent(start);
    await db.schema.renameTable('ledger_entries', 'away');
    const told = [
      world.ledger.outcome(intent, { status: 'succeeded' }),
      world.ledger.denial({ ...start, decision: { allowed: false } }),
    ];
    await expect(Promise.allSettled(told)).resolves.toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
    ]);
    await db.schema.renameTable('away', 'ledger_entries');

    await world.time.advance(1_000);
    await world.act();

    const report = await world.verify();
    expect(found(report)).toEqual([]);
    expect(report.counts).toMatchObject({
      intents: 2,
      outcomes: 2,
      denials: 1,
    });
  });

  it('carries text of any kind and bounded size', async () => {
    const world = new LedgerWorld(db);
    const hostile = '\u0000\n\r\u001b[31m\u2028\ud800"\\';
    await world.act({
      ...start,
      action: `run${hostile}`,
      resource: { instance: hostile, deployment: 'x'.repeat(5_000) },
      parameters: {
        [hostile]: hostile,
        large: 'y'.repeat(1_000_000),
        many: Array.from({ length: 10_000 }, () => 'z'.repeat(100)),
      },
    });

    const lines = await world.lines();

    expect(found(await world.verify())).toEqual([]);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThan(60_000);
    expect(lines.some(line => /\p{Cc}/u.test(line))).toBe(false);
    expect(lines.join()).toContain('… (999000 more)');
  });

  it('keeps the order when the clock goes back', async () => {
    const world = new LedgerWorld(db);
    await world.act();
    world.nowMs -= 60_000;
    await world.act();

    expect(found(await world.verify())).toEqual([]);
  });

  it('finds entries by who, what, where, how, when and any text', async () => {
    const world = new LedgerWorld(db);
    const mine = await world.act();
    world.nowMs += 60_000;
    const denied = await world.ledger.denial({
      ...start,
      principal: { kind: 'user', ref: 'user:default/jo' },
      action: 'run-cancel',
      resource: { instance: 'dev', deployment: 'other', run: 'r-1' },
      decision: { allowed: false },
      meta: { title: '100% "Sure"_thing' },
    });
    const ids = async (filter: object) =>
      (await world.ledger.list(filter, { limit: 10 })).items.map(
        ({ entry }) => entry.id,
      );

    for (const filter of [
      { person: 'user:default/jo' },
      { action: 'run-cancel' },
      { instance: 'dev' },
      { deployment: 'other' },
      { run: 'r-1' },
      { decision: 'denied' },
      { kinds: ['denial'] },
      { since: '2026-11-24T12:01:00.000Z' },
      { text: '100% "sure"_' },
    ]) {
      expect([filter, await ids(filter)]).toEqual([filter, [denied]]);
    }
    expect(await ids({ kinds: ['intent'] })).toEqual([mine]);
    expect(await ids({ text: '100%_"' })).toEqual([]);
  });

  it('turns its pages without losing or repeating an entry', async () => {
    const world = new LedgerWorld(db);
    for (let turn = 0; turn < 5; turn++) await world.act();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ledger.list(
        { kinds: ['intent'] },
        { limit: 2, cursor },
      );
      seen.push(...page.items.map(({ entry }) => entry.id));
      expect(page.items.every(({ ended }) => ended?.kind === 'outcome')).toBe(
        true,
      );
      ({ cursor } = page);
    } while (cursor);

    expect(seen).toEqual(['aaaa.10', 'aaaa.8', 'aaaa.6', 'aaaa.4', 'aaaa.2']);
  });

  it('says that it is alive when nothing happens', async () => {
    const world = new LedgerWorld(db);
    await world.ledger.start();
    await world.time.advance(900_000);
    await world.ledger.stop();

    const report = await world.verify();
    expect(found(report)).toEqual([]);
    const beats = (await entries(db)).filter(
      ({ kind }) => kind === 'heartbeat',
    );
    expect(beats.length).toBeGreaterThanOrEqual(3);
    expect(beats.at(-1)).toMatchObject({ meta: { ends: true } });
  });
});
