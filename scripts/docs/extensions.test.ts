import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

function found(file: string, pattern: RegExp): string[] {
  const text = readFileSync(join(repoRoot(), file), 'utf8');
  return [...text.matchAll(pattern)].map(([, id]) => id).sort();
}

test('docs/install.md lists the extensions of the plugin and no others', () => {
  assert.deepEqual(
    found('docs/install.md', /^\| `([a-z-]+:prefect[/a-z-]*)`/gm),
    found(
      'plugins/prefect/report.api.md',
      /^ {4}'([a-z-]+:prefect[/a-z-]*)': OverridableExtensionDefinition/gm,
    ),
  );
});
