import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../../packages/real-parts/src/index.ts';
import { readConfigKeys } from './readConfigKeys.ts';

const textOf = (file: string) => readFileSync(join(repoRoot(), file), 'utf8');

const keys = readConfigKeys(textOf('plugins/prefect-backend/config.d.ts'));

/** The rows of the table whose first column is a key below `prefect`. */
function rowsOf(text: string): Map<string, string> {
  const rows = text.matchAll(
    /^\| `(roles\b.*|(?:instances|mirror|bindings|people|policies|ledger)\..*)\|$/gm,
  );
  return new Map(
    [...rows].map(([, row]) => {
      const [first, , ...rest] = row.split(' | ');
      return [first.trim().replace(/`$/, ''), rest.join(' | ').trim()];
    }),
  );
}

const rows = rowsOf(textOf('docs/install.md'));

test('the table of docs/install.md has the keys of config.d.ts and no others', () => {
  assert.deepEqual([...rows.keys()].sort(), keys.map(({ key }) => key).sort());
});

for (const { key, fallback } of keys.filter(each => each.fallback)) {
  test(`docs/install.md says the default of ${key}`, () => {
    assert.equal(rows.get(key), fallback);
  });
}
