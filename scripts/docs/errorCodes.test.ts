import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { repoRoot } from '../../packages/real-parts/src/index.ts';

const textOf = (file: string) => readFileSync(join(repoRoot(), file), 'utf8');

test('docs/errors.md explains the codes of the contract and no others', () => {
  const contract = parse(textOf('plugins/prefect-common/openapi/portal.yaml'));
  const codes: string[] = contract.components.schemas.ErrorCode.enum;
  const text = textOf('docs/errors.md');
  const found = (pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, code]) => code).sort();

  const sections = found(/^## (PREFECT_\w+)$/gm);
  const rows = found(/^\| \[`(PREFECT_\w+)`\]/gm);

  assert.deepEqual(sections, codes.toSorted());
  assert.deepEqual(rows, codes.toSorted());
});
