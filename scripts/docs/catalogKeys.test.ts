import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repoRoot } from '../../packages/real-parts/src/index.ts';
import { readConfigKeys } from './readConfigKeys.ts';

const textOf = (file: string) => readFileSync(join(repoRoot(), file), 'utf8');

const MODULE = 'plugins/catalog-backend-module-prefect';

test('docs/install.md lists the keys of the catalog module and no others', () => {
  const rows = textOf('docs/install.md').matchAll(
    /^\| `(catalog\.providers\.prefect\.\w+)`/gm,
  );
  assert.deepEqual(
    [...rows].map(([, key]) => key).sort(),
    readConfigKeys(textOf(`${MODULE}/config.d.ts`))
      .map(({ key }) => key)
      .sort(),
  );
});
