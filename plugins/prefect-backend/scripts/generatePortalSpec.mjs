// Writes src/portal/generated/spec.ts from the portal's contract, so that a published
// package needs no YAML at run time. Run it after openapi/portal.yaml changed.
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';

const contract = new URL(
  '../../prefect-common/openapi/portal.yaml',
  import.meta.url,
);
const target = new URL('../src/portal/generated/spec.ts', import.meta.url);

const spec = parse(await readFile(contract, 'utf8'));
await writeFile(
  target,
  `// Generated from openapi/portal.yaml by \`yarn generate:portal\`; do not edit.
import type { OpenApiDocument } from '../OpenApiDocument';

export const spec: OpenApiDocument = ${JSON.stringify(spec, null, 2)};
`,
);
