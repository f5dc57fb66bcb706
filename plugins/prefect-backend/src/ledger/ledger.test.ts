import {
  mockServices,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import {
  verifyLedger,
  verifyProof,
  type LedgerReport,
} from '@backstage-prefect/ledger-verify';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { ManualSchedule } from '../__testUtils__/ManualSchedule';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import { DatabaseLedger } from './DatabaseLedger';
import type { Act } from './Ledger';
import type { LedgerSettings } from './LedgerSettings';

jest.setTimeout(60_000);

const NOW = Date.parse('2026-11-24T12:00:00Z');
const key = generateKeyPairSync('ed25519');
const pem = (of: KeyObject) =>
  of.export({ type: 'spki', format: 'pem' }) as string;
const PUB = pem(key.publicKey);

const start: Act = {
  principal: { kind: 'user', ref: 'user:default/mina' },
  action: 'run-start',
  resource: { instance: 'production', deployment: 'etl' },
  door: 'portal',
  decision: { allowed: true, policy: 'owners-run' },
  parameters: { region: 'eu', api_token: '••••••••' },
  sent: { region: 'eu', api_token: 'hunter2' },
};

/** A process on a database. */
class World {
  nowMs = NOW;
  readonly time = new ManualSchedule();
  readonly logger = mockServices.logger.mock();
  readonly ledger: DatabaseLedger;

  constructor(
    readonly db: Knex,
    writer = 'aaaa',
    settings: Partial<LedgerSettings> = {},
  ) {
    this.ledger = new DatabaseLedger(
      {
        db,
        clock: () => this.nowMs,
        schedule: this.time.schedule,
        logger: this.logger,
        settings: {
          signingKeys: [key.privateKey],
          digestKey: 'a key of the digests, which is long enough',
          checkpointSeconds: 60,
          heartbeatSeconds: 300,
          anchorFile: undefined,
          retentionDays: 400,
          ...settings,
        },
      },
      { id: writer, host: 'a host 7' },
    );
  }

  async act(given: Act = start) {
    const id = await this.ledger.intent(given);
    await this.ledger.outcome(id, { status: 'succeeded' });
    return id;
  }

  async lines(): Promise<string[]> {
    const lines: string[] = [];
    for await (const line of this.ledger.export()) lines.push(line);
    return lines;
  }

  async verify(anchor?: string[]): Promise<LedgerReport> {
    return verifyLedger(await this.lines(), { keys: [PUB], anchor });
  }
}

const found = ({ integrity, completeness, tail }: LedgerReport) =>
  [integrity, completeness, tail].flatMap(({ findings }) => findings);

async function entries(db: Knex): Promise<any[]> {
  const rows = await db('ledger_entries').orderBy('position').select('entry');
  return rows.map(({ entry }) => JSON.parse(entry));
}

describe.each(testDatabases.eachSupportedId())('the ledger on %s', id => {
  let db: Knex;
  beforeEach(async () => {
    db = await migratedDatabase(id as TestDatabaseId);
  });

  it('has written the intent when it says so, in a chain that verifies', async () => {
    const world = new World(db);

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
    const world = new World(db);
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
    const world = new World(db);

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
    const [one, two] = [new World(db, 'aaaa'), new World(db, 'bbbb')];

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
    const dead = new World(db, 'dead');
    await dead.act();
    const open = await dead.ledger.intent(start);
    await db('ledger_writers').update({ seen_at: 0 });

    const next = new World(db, 'next');
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
    const alive = new World(db, 'alive');
    await alive.ledger.start();
    const open = await alive.ledger.intent(start);

    await new World(db, 'next').ledger.start();

    expect((await alive.ledger.find(open))?.ended).toBeUndefined();
  });

  it('goes on from the checkpoint that another process made of it', async () => {
    const [one, two] = [new World(db, 'aaaa'), new World(db, 'bbbb')];
    await one.act();
    await two.verify();
    await one.act();

    expect(found(await one.verify())).toEqual([]);
  });

  it('does not let an act go on that it cannot record, and heals', async () => {
    const world = new World(db);
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
    const world = new World(db);
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
    const world = new World(db);
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
    const world = new World(db);
    await world.act();
    world.nowMs -= 60_000;
    await world.act();

    expect(found(await world.verify())).toEqual([]);
  });

  it('finds entries by who, what, where, how, when and any text', async () => {
    const world = new World(db);
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
    const world = new World(db);
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

  it('proves one entry without the others', async () => {
    const world = new World(db);
    for (let turn = 0; turn < 5; turn++) await world.act();

    const proof = await world.ledger.prove('aaaa.4');

    expect(verifyProof(proof!, [PUB])).toBeUndefined();
    expect(await world.ledger.prove('aaaa.99')).toBeUndefined();
  });

  it('shows to the anchor when an older backup was put back', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'anchor-'));
    const anchorFile = join(dir, 'anchor.jsonl');
    const world = new World(db, 'aaaa', { anchorFile });
    await world.act();
    await world.lines();
    const backup = await Promise.all(
      ['ledger_entries', 'ledger_checkpoints', 'ledger_writers'].map(
        async table => [table, await db(table)] as const,
      ),
    );
    await world.act();
    await world.lines();
    for (const [table, rows] of backup) {
      await db(table).delete();
      await db(table).insert(rows);
    }
    const anchor = readFileSync(anchorFile, 'utf8').split('\n');
    rmSync(dir, { recursive: true });

    const later = new World(db, 'bbbb');
    later.nowMs += 60_000;
    await later.act();

    expect(found(await later.verify())).toEqual([]);
    expect(found(await later.verify(anchor))).toMatchObject([
      { code: 'older-than-anchor', writer: 'aaaa' },
    ]);
  });

  it('shows what was changed, and what was deleted, in the database', async () => {
    const world = new World(db);
    await world.act();
    await world.act();
    await world.lines();
    const row = await db('ledger_entries').where({ seq: 2 }).first();
    await db('ledger_entries')
      .where({ seq: 2 })
      .update({ entry: row.entry.replace('mina', 'nina') });
    await db('ledger_entries').where({ seq: 4 }).delete();

    expect(
      found(await world.verify()).map(({ code, seq }) => [code, seq]),
    ).toEqual(
      expect.arrayContaining([
        ['changed', 2],
        ['missing-entries', 4],
      ]),
    );
  });

  it('deletes what is older than the retention, and verifies as before', async () => {
    const world = new World(db, 'aaaa', { retentionDays: 1 });
    await world.ledger.start();
    await world.act();
    await world.time.advance(60_000);
    world.nowMs += 2 * 24 * 3_600_000;
    await world.act();
    await world.time.advance(60_000);
    await world.act();

    await world.time.advance(3_600_000);

    const report = await world.verify();
    expect(found(report)).toEqual([]);
    expect(report.since).toBe('2026-11-25T12:00:00.000Z');
    expect(report.counts).toMatchObject({ intents: 2, outcomes: 2 });
  });

  it('says that it is alive when nothing happens', async () => {
    const world = new World(db);
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

  it('lets a new key be trusted by who knows the old one', async () => {
    const next = generateKeyPairSync('ed25519');
    await new World(db, 'aaaa').act();
    const world = new World(db, 'bbbb', {
      signingKeys: [next.privateKey, key.privateKey],
    });
    await world.act();

    expect(found(await world.verify())).toEqual([]);
  });

  it('makes its keys when it is given none, once for all processes', async () => {
    const none = { signingKeys: [], digestKey: undefined };
    const [one, two] = ['aaaa', 'bbbb'].map(name => new World(db, name, none));
    await one.act();
    await two.act();

    const keys = (await entries(db)).filter(({ kind }) => kind === 'key');
    const report = await verifyLedger(await two.lines(), {
      keys: [keys[0].meta.publicKey],
    });

    expect(found(report)).toEqual([]);
    expect(one.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('prefect.ledger.signingKeys is not set'),
    );
  });
});
