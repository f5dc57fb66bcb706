import assert from 'node:assert/strict';
import { test } from 'node:test';
import { single, summaryOf, timed } from './Outcome.ts';

test('the last line is the sum of all parts', () => {
  const summary = summaryOf([
    { name: 'types', passed: 1, failed: 0, seconds: 2 },
    { name: 'unit', passed: 40, failed: 2, seconds: 3.25, remark: '1 skipped' },
  ]);
  assert.deepEqual(summary.split('\n'), [
    'types                2.0 s  1 passed, 0 failed',
    'unit                 3.3 s  40 passed, 2 failed (1 skipped)',
    '',
    '41 passed, 2 failed',
  ]);
});

test('a part that throws has failed', async () => {
  const outcome = await timed('unit', () => Promise.reject(new Error('no')));
  assert.equal(outcome.failed, 1);
});

test('a check is one test', () => {
  assert.deepEqual(single('types', true), {
    name: 'types',
    passed: 1,
    failed: 0,
  });
});
