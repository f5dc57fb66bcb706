import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canonicalize } from './canonicalize.ts';
import { inclusionPath, leafHash } from './merkle.ts';
import { filledLedger, makeKey } from './__testUtils__/TestLedger.ts';
import { main } from './main.ts';

const dir = mkdtempSync(join(tmpdir(), 'ledger-'));
const key = makeKey();
const ledger = filledLedger(key);
const lines = ledger.export();

const file = (name: string, text: string) => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};
const good = file('good.jsonl', `${lines.join('\n')}\n`);
const bad = file('bad.jsonl', `${lines.slice(1).join('\n')}\n`);
const pub = file('pub.pem', key.pem);

afterAll(() => rmSync(dir, { recursive: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(args, {
    out: text => out.push(text),
    err: text => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('says that an export is as it was written', async () => {
  const { code, out } = await run('verify', good, '--key', pub);

  expect(code).toBe(0);
  expect(out).toMatch(/^integrity +ok +Nothing was changed$/m);
  expect(out).toMatch(/^completeness +ok/m);
  expect(out).toMatch(/^tail +ok/m);
  expect(out).toMatch(/\nOK$/);
});

it('says what is missing, as JSON too', async () => {
  const text = await run('verify', bad, '--key', pub);
  const json = await run('verify', bad, '--key', pub, '--json');

  expect(text.code).toBe(1);
  expect(text.out).toContain('missing-entries: Of aaaa entry 1 is missing.');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    verdict: 'broken',
    completeness: { findings: [{ code: 'missing-entries', seq: 1 }] },
  });
});

it('finds a byte that is no text', async () => {
  const bytes = Buffer.from(lines.join('\n'));
  bytes[20] = 0xff;
  writeFileSync(join(dir, 'bytes.jsonl'), bytes);

  expect(
    (await run('verify', join(dir, 'bytes.jsonl'), '--key', pub)).code,
  ).toBe(1);
});

it('takes the proof of one entry', async () => {
  const [entry] = lines;
  const [{ from, to }] = ledger.writers[0].checkpoints;
  const leaves = lines.slice(from - 1, to).map(leafHash);
  const proof = {
    entry: JSON.parse(entry),
    checkpoint: ledger.writers[0].checkpoints[0],
    path: inclusionPath(leaves, 0),
  };
  const other = { ...proof, entry: { ...proof.entry, kind: 'heartbeat' } };
  const [proven, forged] = [proof, other].map((each, index) =>
    file(`proof${index}.json`, canonicalize(each)),
  );

  expect(await run('proof', proven, '--key', pub)).toMatchObject({ code: 0 });
  expect(await run('proof', forged, '--key', pub)).toMatchObject({
    code: 1,
    out: 'The entry is not one of those that the checkpoint has signed.',
  });
});

it.each([
  ['no command', [], 'Name a command'],
  ['no file', ['verify', '--key', pub], 'Name a command'],
  ['no key', ['verify', good], '--key is missing'],
  ['an unknown command', ['seal', good, '--key', pub], 'seal is not a command'],
  ['an unknown option', ['verify', good, '--kee', pub], "'--kee'"],
  ['two files', ['verify', good, bad, '--key', pub], 'one too many'],
  ['a key that is none', ['verify', good, '--key', good], 'no Ed25519'],
  ['a file that is not there', ['verify', 'nowhere', '--key', pub], 'ENOENT'],
])('cannot verify with %s', async (_, args, message) => {
  const { code, err } = await run(...args);

  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

it('explains itself', async () => {
  expect(await run('--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Exit codes'),
  });
});

it('runs as a program, with nothing else', async () => {
  const program = join(__dirname, '../bin/backstage-prefect-ledger.cjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, 'verify', good, '--key', pub],
    { cwd: dir, env: {} },
  );

  expect(stdout).toContain('\nOK');
});
