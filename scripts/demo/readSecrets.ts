import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo's parts trust each other by. */
export interface DemoSecrets {
  prefectAuth: string;
  oidcClientSecret: string;
  sessionSecret: string;
}

/** The secrets of a data directory, made at random when it has none yet. */
export function readSecrets(dataDir: string): DemoSecrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secret = () => randomBytes(24).toString('hex');
  const secrets = {
    prefectAuth: `admin:${secret()}`,
    oidcClientSecret: secret(),
    sessionSecret: secret(),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
