import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { verifyLedger, verifyProof } from '@backstage-prefect/ledger-verify';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../__testUtils__/testDatabases';
import {
  entries,
  found,
  key,
  LedgerWorld,
  PUB,
} from './__testUtils__/LedgerWorld';

jest.setTimeout(60_000);

describe.each(testDatabases.eachSupportedId())(
  'evidence of the ledger on %s',
  id => {
    let db: Knex;
    beforeEach(async () => {
      db = await migratedDatabase(id as TestDatabaseId);
    });

    it('proves one entry without the others', async () => {
      const world = new LedgerWorld(db);
      for (let turn = 0; turn < 5; turn++) await world.act();

      const proof = await world.ledger.prove('aaaa.4');

      expect(verifyProof(proof!, [PUB])).toBeUndefined();
      expect(await world.ledger.prove('aaaa.99')).toBeUndefined();
    });

    it('shows to the anchor when an older backup was put back', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'anchor-'));
      const anchorFile = join(dir, 'anchor.jsonl');
      const world = new LedgerWorld(db, 'aaaa', { anchorFile });
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

      const later = new LedgerWorld(db, 'bbbb');
      later.nowMs += 60_000;
      await later.act();

      expect(found(await later.verify())).toEqual([]);
      expect(found(await later.verify(anchor))).toMatchObject([
        { code: 'older-than-anchor', writer: 'aaaa' },
      ]);
    });

    it('shows what was changed, and what was deleted, in the database', async () => {
      const world = new LedgerWorld(db);
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
      const world = new LedgerWorld(db, 'aaaa', { retentionDays: 1 });
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

    it('lets a new key be trusted by who knows the old one', async () => {
      const next = generateKeyPairSync('ed25519');
      await new LedgerWorld(db, 'aaaa').act();
      const world = new LedgerWorld(db, 'bbbb', {
        signingKeys: [next.privateKey, key.privateKey],
      });
      await world.act();

      expect(found(await world.verify())).toEqual([]);
    });

    it('makes its keys when it is given none, once for all processes', async () => {
      const none = { signingKeys: [], digestKey: undefined };
      const [one, two] = ['aaaa', 'bbbb'].map(
        name => new LedgerWorld(db, name, none),
      );
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
  },
);
