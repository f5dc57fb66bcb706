import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, NODE_VERSION } from './provideNode.mjs';

for (const [version, answer] of [
  ['v20.20.2', false],
  ['v22.17.1', false],
  ['v22.18.0', true],
  ['v23.11.0', false],
  ['v24.21.0', true],
  ['v25.0.0', false],
]) {
  test(`Node ${version} ${answer ? 'fits' : 'does not fit'}`, () => {
    assert.equal(fits(version), answer);
  });
}

test('what is fetched fits', () => assert.ok(fits(NODE_VERSION)));
