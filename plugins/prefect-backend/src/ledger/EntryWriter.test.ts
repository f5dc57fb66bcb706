import { mockServices } from '@backstage/backend-test-utils';
import type { LedgerEntry } from '@backstage-prefect/ledger-verify';
import * as fc from 'fast-check';
import { ManualSchedule } from '../__testUtils__/ManualSchedule';
import type { EntryRow } from './Draft';
import { EntryWriter } from './EntryWriter';

/** How the database takes a commit: `lost` has written it and does not say so. */
type Fate = 'well' | 'refused' | 'lost';

/** A table with faults; the real ones are tested with the ledger. */
class Table {
  rows: EntryRow[] = [];
  commits = 0;
  fates: Fate[] = [];
  isUp = true;
  /** Settles when the commit may end. */
  gate: Promise<void> = Promise.resolve();

  readonly append = async (rows: readonly EntryRow[]) => {
    await this.gate;
    this.commits += 1;
    const fate = this.fates.shift() ?? 'well';
    if (!this.isUp || fate === 'refused') throw new Error('refused');
    for (const { seq } of rows) {
      if (this.rows.some(row => row.seq === seq)) throw new Error('not unique');
    }
    this.rows.push(...rows);
    if (fate === 'lost') throw new Error('the connection was cut');
  };

  readonly head = async () => {
    if (!this.isUp) throw new Error('no database');
    return this.rows.at(-1);
  };

  get entries(): LedgerEntry[] {
    return this.rows.map(({ entry }) => JSON.parse(entry));
  }
}

function open(table: Table) {
  const time = new ManualSchedule();
  const writer = new EntryWriter({
    writer: 'aaaa',
    store: table,
    open: async () => ({ kind: 'key' }),
    clock: () => 0,
    schedule: time.schedule,
    logger: mockServices.logger.mock(),
  });
  return { writer, time };
}

function expectOneChain({ rows, entries }: Table): void {
  expect(entries.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
  expect(entries.map(({ prev }) => prev)).toEqual([
    null,
    ...rows.slice(0, -1).map(({ hash }) => hash),
  ]);
}

it('puts what arrives during a commit into the next one', async () => {
  const table = new Table();
  const { writer } = open(table);
  await writer.add({ kind: 'heartbeat' }, 'once');
  let release = () => {};
  table.gate = new Promise(resolve => {
    release = resolve;
  });

  const first = writer.add({ kind: 'intent' }, 'once');
  await new Promise(resolve => setTimeout(resolve, 20));
  const others = Array.from({ length: 50 }, () =>
    writer.add({ kind: 'intent' }, 'once'),
  );
  release();
  await Promise.all([first, ...others]);

  expect(table.commits).toBe(3);
  expectOneChain(table);
});

it('tells who waits too long that it is not done, and says so in the chain', async () => {
  const table = new Table();
  const { writer, time } = open(table);
  await writer.add({ kind: 'heartbeat' }, 'once');
  let release = () => {};
  table.gate = new Promise(resolve => {
    release = resolve;
  });
  const late = writer.add({ kind: 'intent' }, 'once');
  const refused = late.catch(error => error);
  await new Promise(resolve => setTimeout(resolve, 20));

  await time.advance(10_000);
  expect(await refused).toMatchObject({ code: 'PREFECT_LEDGER_UNAVAILABLE' });
  release();
  await writer.stop();

  expect(table.entries.slice(2)).toMatchObject([
    { kind: 'intent', id: 'aaaa.3' },
    {
      kind: 'outcome',
      of: 'aaaa.3',
      outcome: { status: 'failed', code: 'PREFECT_LEDGER_UNAVAILABLE' },
    },
  ]);
});

it('takes nothing more when it has stopped', async () => {
  const { writer } = open(new Table());
  await writer.add({ kind: 'heartbeat' }, 'once');
  await writer.stop();

  await expect(writer.add({ kind: 'intent' }, 'once')).rejects.toMatchObject({
    code: 'PREFECT_LEDGER_UNAVAILABLE',
  });
});

it('never says what is not so, whatever the database does', async () => {
  const fate = fc.constantFrom<Fate>('well', 'refused', 'lost');
  const entry = fc.constantFrom<'intent' | 'denial'>('intent', 'denial');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(entry, { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.array(fate, { maxLength: 10 }),
      async (bursts, fates) => {
        const table = new Table();
        table.fates = fates;
        const { writer, time } = open(table);
        const written = new Set<string>();
        let denials = 0;
        for (const burst of bursts) {
          const told = await Promise.allSettled(
            burst.map(kind =>
              writer.add(
                { kind },
                kind === 'intent' ? 'once' : 'until written',
              ),
            ),
          );
          for (const each of told) {
            if (each.status === 'fulfilled') written.add(each.value);
          }
          denials += burst.filter(kind => kind === 'denial').length;
        }
        table.fates = [];
        await time.advance(5_000);
        await writer.add({ kind: 'heartbeat' }, 'once');
        await writer.stop();

        expectOneChain(table);
        const { entries } = table;
        const takenBack = new Set(entries.map(({ of }) => of));
        // An intent that is there was either told to be, or taken back.
        for (const { id } of entries.filter(({ kind }) => kind === 'intent')) {
          expect([id, written.has(id)]).toEqual([id, !takenBack.has(id)]);
        }
        for (const id of written) {
          expect(entries.map(each => each.id)).toContain(id);
        }
        const denied = entries.filter(({ kind }) => kind === 'denial');
        expect(denied).toHaveLength(denials);
      },
    ),
    { numRuns: 200 },
  );
});
