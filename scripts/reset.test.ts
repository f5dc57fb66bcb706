import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'reset-'));
  writeFileSync(join(dir, 'secrets.json'), '{}');
});

const reset = () =>
  spawnSync(process.execPath, [
    'scripts/reset.mjs',
    '--yes',
    '--data-dir',
    dir,
  ]);

test('what the demo stored is forgotten', () => {
  assert.equal(reset().status, 0);
  assert.equal(existsSync(dir), false);
});

test('nothing to forget is no mistake', () => {
  reset();
  assert.equal(reset().status, 0);
});

test('a running demo keeps its data', () => {
  writeFileSync(join(dir, 'demo.pid'), String(process.pid));
  const { status, stderr } = reset();
  assert.equal(status, 1);
  assert.match(String(stderr), /The demo is running/);
  assert.equal(existsSync(dir), true);
});

test('a directory that the demo did not make is left alone', () => {
  dir = mkdtempSync(join(tmpdir(), 'reset-'));
  const { status, stderr } = reset();
  assert.equal(status, 1);
  assert.match(String(stderr), /left alone/);
  assert.equal(existsSync(dir), true);
});
