// `yarn workspace … refresh-openapi`: writes the OpenAPI document of the Prefect that
// scripts/python/requirements.txt pins, and the types made from it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrefect } from '@backstage-prefect/real-parts';

const root = join(import.meta.dirname, '..');
const documents = join(root, 'openapi');
const types = join(root, 'src/generated/prefect.ts');

const home = mkdtempSync(join(tmpdir(), 'openapi-'));
try {
  const prefect = await startPrefect({
    dir: home,
    authString: 'refresh:refresh',
  });
  try {
    await refresh(prefect.uiUrl, prefect.auth);
  } finally {
    await prefect.stop();
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function refresh(origin: string, authorization: string): Promise<void> {
  const response = await fetch(`${origin}/openapi.json`, {
    headers: { authorization },
  });
  const text = await response.text();
  const document = JSON.parse(text) as { info: { version: string } };
  for (const old of readdirSync(documents)) rmSync(join(documents, old));
  const file = join(documents, `prefect-${document.info.version}.json`);
  writeFileSync(file, text);
  execFileSync('openapi-typescript', [file, '-o', types], { stdio: 'inherit' });
}
