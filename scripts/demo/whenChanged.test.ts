import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { hashFiles } from './hashFiles.ts';
import { whenChanged } from './whenChanged.ts';

let dir: string;
let works: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'changed-'));
  works = 0;
  mkdirSync(join(dir, 'src/deep'), { recursive: true });
  writeFileSync(join(dir, 'src/deep/a.ts'), 'a');
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

const work = () =>
  whenChanged(
    {
      stampFile: join(dir, '.stamps/one'),
      stamp: hashFiles(dir, ['src', 'not-there']),
      result: join(dir, 'dist'),
    },
    async () => {
      works += 1;
      writeFileSync(join(dir, 'dist'), '');
    },
  );

test('work is done once for the same files', async () => {
  assert.deepEqual([await work(), await work()], ['done', 'fresh']);
  assert.equal(works, 1);
});

test('work is done again when a file has changed', async () => {
  await work();
  writeFileSync(join(dir, 'src/deep/a.ts'), 'b');
  assert.equal(await work(), 'done');
});

test('work is done again when a file has another name', async () => {
  await work();
  rmSync(join(dir, 'src/deep/a.ts'));
  writeFileSync(join(dir, 'src/deep/b.ts'), 'a');
  assert.equal(await work(), 'done');
});

test('work is done again when its result is gone', async () => {
  await work();
  rmSync(join(dir, 'dist'));
  assert.equal(await work(), 'done');
});

test('tests and what is built do not count', async () => {
  await work();
  writeFileSync(join(dir, 'src/a.test.ts'), 'x');
  mkdirSync(join(dir, 'src/dist'));
  writeFileSync(join(dir, 'src/dist/a.js'), 'x');
  assert.equal(await work(), 'fresh');
});

test('work that fails is done again', async () => {
  const failing = whenChanged(
    { stampFile: join(dir, 'stamp'), stamp: 'x' },
    () => Promise.reject(new Error('no')),
  );
  await assert.rejects(failing, /no/);
  const again = await whenChanged(
    { stampFile: join(dir, 'stamp'), stamp: 'x' },
    async () => undefined,
  );
  assert.equal(again, 'done');
});
