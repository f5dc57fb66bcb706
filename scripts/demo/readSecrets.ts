import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the demo's parts trust each other by. */
export interface DemoSecrets {
  prefectAuth: string;
  prefectDevAuth: string;
  oidcClientSecret: string;
  sessionSecret: string;
}

/** The secrets of a data directory; those that it does not have yet are made at random. */
export function readSecrets(dataDir: string): DemoSecrets {
  const file = join(dataDir, 'secrets.json');
  const kept: Partial<DemoSecrets> = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  const secrets = { ...randomSecrets(), ...kept };
  const isComplete = Object.keys(secrets).every(name => name in kept);
  if (!isComplete) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const text = `${JSON.stringify(secrets, null, 2)}\n`;
    writeFileSync(file, text, { mode: 0o600 });
  }
  return secrets;
}

function randomSecrets(): DemoSecrets {
  const secret = () => randomBytes(24).toString('hex');
  return {
    prefectAuth: `admin:${secret()}`,
    prefectDevAuth: `admin:${secret()}`,
    oidcClientSecret: secret(),
    sessionSecret: secret(),
  };
}
