import * as fc from 'fast-check';
import { canonicalize } from './canonicalize.ts';
import type { LedgerEntry } from './forms.ts';
import { endorse } from './keys.ts';
import type { LedgerReport } from './LedgerReport.ts';
import { leafHash } from './merkle.ts';
import {
  filledLedger,
  makeKey,
  TestLedger,
} from './__testUtils__/TestLedger.ts';
import { verifyLedger } from './verifyLedger.ts';

const key = makeKey();
const lines = filledLedger(key).export();
const verify = (given: string[], anchor?: string[]) =>
  verifyLedger(given, { keys: [key.pem], anchor });

/** `code writer.seq` of everything that was found, by question. */
function found({ integrity, completeness, tail }: LedgerReport): string[] {
  return Object.entries({ integrity, completeness, tail }).flatMap(
    ([question, { findings }]) =>
      findings.map(({ code, writer, seq }) =>
        [question, code, writer, seq]
          .filter(each => each !== undefined)
          .join(' '),
      ),
  );
}

const indexOf = (id: string) =>
  lines.findIndex(line => line.includes(`"id":"${id}"`));
const without = (...indexes: number[]) =>
  lines.filter((_, index) => !indexes.includes(index));

it('is content with what was not touched', async () => {
  const report = await verify(lines);

  expect(found(report)).toEqual([]);
  expect(report).toMatchObject({
    verdict: 'ok',
    integrity: { verdict: 'ok' },
    completeness: { verdict: 'ok' },
    tail: { verdict: 'ok' },
    counts: {
      entries: 18,
      writers: 2,
      intents: 6,
      outcomes: 6,
      denials: 2,
      checkpoints: 4,
    },
    underWay: [],
  });
});

it('finds every single bit that was changed', async () => {
  const text = Buffer.from(`${lines.join('\n')}\n`);
  await fc.assert(
    fc.asyncProperty(
      // The line feed at the end says nothing.
      fc.nat(text.length - 2),
      fc.nat(7),
      async (byte, bit) => {
        const changed = Buffer.from(text);
        changed[byte] = changed[byte] ^ (2 ** bit);
        const report = await verify(
          changed.toString('latin1').split('\n').slice(0, -1).map(fromLatin1),
        );
        expect(report.verdict).toBe('broken');
      },
    ),
    { numRuns: 300 },
  );
});

function fromLatin1(line: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(
      Buffer.from(line, 'latin1'),
    );
  } catch {
    return '';
  }
}

it('names the entry that was changed', async () => {
  const changed = lines.map(line =>
    line.includes('"id":"aaaa.2"') ? line.replace('mina', 'nina') : line,
  );

  expect(found(await verify(changed))).toEqual([
    'integrity changed aaaa 2',
    'integrity wrong-root aaaa 5',
  ]);
});

it('names the entry that was dropped, and leaves its stretch unproven', async () => {
  const report = await verify(without(indexOf('bbbb.6')));

  expect(found(report)).toEqual(['completeness missing-entries bbbb 6']);
  expect(report.integrity.verdict).toBe('unproven');
});

it.each([
  ['an intent', 'bbbb.2', ['missing-entries bbbb 2', 'stray-outcome bbbb 3']],
  ['an outcome', 'bbbb.3', ['missing-entries bbbb 3', 'open-intent bbbb 2']],
])('names what lacks its other half without %s', async (_, id, expected) => {
  const later = filledLedger(key);
  for (let minute = 0; minute < 1000; minute++) later.now();
  const all = later.export();
  const dropped = all.filter(line => !line.includes(`"id":"${id}"`));

  expect(found(await verify(dropped)).sort()).toEqual(
    expected.map(each => `completeness ${each}`),
  );
});

it.each([
  ['the last line', 1, ['tail no-seal']],
  [
    'the last checkpoint too',
    2,
    ['tail unsealed bbbb 9', 'tail no-seal', 'tail older-than-anchor bbbb'],
  ],
  [
    'the last entry too',
    3,
    ['tail unsealed bbbb 8', 'tail no-seal', 'tail older-than-anchor bbbb'],
  ],
])('names a tail that was cut: %s', async (_, count, expected) => {
  expect(found(await verify(lines.slice(0, -count)))).toEqual(expected);
});

it('names a tail that was cut from one writer under the seal', async () => {
  const [from, to] = [indexOf('aaaa.6'), indexOf('bbbb.1')];
  const cut = lines.filter((_, index) => index < from || index >= to);

  expect(found(await verify(cut))).toContain('tail cut-tail aaaa 9');
});

it('names a checkpoint that was dropped', async () => {
  const first = lines.findIndex(line => line.includes('"kind":"checkpoint"'));
  const begun = await verify(without(first));

  // What it sealed is still held by the chain below the next one.
  expect(found(begun)).toEqual(['completeness missing-checkpoint aaaa 9']);
});

it('names entries that were put into another order', async () => {
  const [from, to] = [indexOf('aaaa.2'), indexOf('aaaa.3')];
  const swapped = lines.slice();
  [swapped[from], swapped[to]] = [lines[to], lines[from]];

  expect(found(await verify(swapped))).toContain(
    'integrity out-of-order aaaa 2',
  );
});

it('names an entry that was replayed', async () => {
  const again = lines.slice();
  again.splice(indexOf('aaaa.5'), 0, lines[indexOf('aaaa.2')]);

  expect(found(await verify(again))).toEqual(['integrity repeated aaaa 2']);
});

it('names an entry that was replayed under a new number', async () => {
  const forged = JSON.parse(lines[indexOf('aaaa.2')]) as LedgerEntry;
  const last = lines[indexOf('aaaa.9')];
  const added = canonicalize({
    ...forged,
    id: 'aaaa.10',
    seq: 10,
    at: JSON.parse(last).at,
    prev: leafHash(last),
  });
  const longer = lines.slice();
  longer.splice(indexOf('aaaa.9') + 1, 0, added);

  expect(found(await verify(longer))).toContain('integrity changed aaaa 9');
});

it('names a history that was signed again with another key', async () => {
  const other = filledLedger(makeKey()).export();

  const report = await verify(other);

  expect(found(report)).toContain('integrity unknown-key aaaa');
  expect(found(report)).toContain('tail no-seal');
});

it('names a checkpoint that says it was signed with the trusted key', async () => {
  const id = JSON.parse(lines.at(-1)!).key;
  const other = filledLedger(makeKey())
    .export()
    .map(line => {
      const value = JSON.parse(line);
      return value.key ? canonicalize({ ...value, key: id }) : line;
    });

  expect(found(await verify(other))).toContain('integrity bad-signature aaaa');
});

it('names the entries of one writer that were put under another', async () => {
  const merged = lines.map(line => {
    const value = JSON.parse(line);
    return value.writer === 'bbbb' && value.seq > 5
      ? canonicalize({ ...value, writer: 'aaaa', seq: value.seq + 4 })
      : line;
  });

  const report = await verify(merged);

  expect(found(report)).toContain('integrity foreign-entry aaaa 10');
});

it('names a writer of whom nothing is left', async () => {
  const left = lines.filter(line => JSON.parse(line).writer !== 'bbbb');

  expect(found(await verify(left))).toEqual([
    'completeness missing-writer bbbb',
    'completeness missing-writer bbbb',
  ]);
});

describe('an older backup that was put back', () => {
  const ledger = new TestLedger(key);
  const writer = ledger.writer('aaaa');
  writer.act();
  writer.seal();
  const backup = ledger.export();
  writer.act();
  writer.seal();
  const anchor = writer.checkpoints.map(canonicalize);

  it('is complete in itself', async () => {
    expect(found(await verify(backup))).toEqual([]);
  });

  it('is older than what was kept at a second place', async () => {
    // As the server would export it after the backup was put back.
    const again = new TestLedger(key);
    for (let second = 0; second < 60; second++) again.now();
    const old = again.writer('aaaa');
    old.lines.push(...backup.slice(0, -1));
    old.checkpoints.push(writer.checkpoints[0]);
    Object.defineProperty(old, 'seq', { value: 2 });

    expect(found(await verify(again.export(), anchor))).toEqual([
      'tail older-than-anchor aaaa',
    ]);
  });

  it('is older than was allowed', async () => {
    const report = await verifyLedger(backup, {
      keys: [key.pem],
      maxAgeSeconds: 3600,
      now: Date.parse('2026-11-25T12:00:00Z'),
    });

    expect(found(report)).toEqual(['tail too-old']);
  });

  it('and was written on from there has another history', async () => {
    const other = new TestLedger(key);
    const fork = other.writer('aaaa');
    fork.act();
    fork.seal();
    fork.act('run-cancel');
    fork.seal();

    expect(found(await verify(other.export(), anchor))).toContain(
      'integrity fork aaaa',
    );
  });
});

it('counts an act without an outcome as under way while it is young', async () => {
  const ledger = new TestLedger(key);
  const writer = ledger.writer('aaaa');
  const id = writer.write({ kind: 'intent', action: 'run-start' });
  writer.seal();

  const young = await verify(ledger.export());
  for (let second = 0; second < 15 * 60; second++) ledger.now();
  const old = await verify(ledger.export());

  expect([young.verdict, young.underWay]).toEqual(['ok', [id]]);
  expect(found(old)).toEqual(['completeness open-intent aaaa 1']);
});

it('takes an act whose process died as ended by whoever marked it unknown', async () => {
  const ledger = new TestLedger(key);
  const finder = ledger.writer('aaaa');
  const dead = ledger.writer('bbbb');
  const of = dead.write({ kind: 'intent', action: 'run-start' });
  dead.seal({ final: true });
  finder.write({ kind: 'unknown', of, outcome: { status: 'unknown' } });
  finder.seal();

  const report = await verify(ledger.export());

  expect(found(report)).toEqual([]);
  expect(report.counts.unknown).toBe(1);
});

it('trusts a key that a trusted one has endorsed, and no other', async () => {
  const next = makeKey();
  const exportWith = (endorsedBy: typeof key) => {
    const ledger = new TestLedger(next);
    ledger.endorsements = [endorse(next.pem, endorsedBy.privateKey)];
    const writer = ledger.writer('aaaa');
    writer.act();
    writer.seal();
    return ledger.export();
  };

  expect(found(await verify(exportWith(key)))).toEqual([]);
  expect(found(await verify(exportWith(next)))).toContain(
    'integrity unknown-key aaaa',
  );
});

it.each([
  ['nothing', []],
  ['an empty line', ['']],
  ['no JSON', ['{']],
  ['another JSON', ['{"a":1}']],
  ['a deep one', ['['.repeat(100_000)]],
  ['white space between', [lines[0].replace(':', ': ')]],
])('does not take for a ledger: %s', async (_, given) => {
  expect((await verify(given)).verdict).toBe('broken');
});
