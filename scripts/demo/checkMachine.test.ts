import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort } from '../../packages/real-parts/src/index.ts';
import { checkMachine } from './checkMachine.ts';
import type { DemoOptions } from './DemoOptions.ts';

const server = createServer();
let options: DemoOptions;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  options = {
    root: process.cwd(),
    dataDir: mkdtempSync(join(tmpdir(), 'demo-')),
    portalPort: await freePort(),
    oidcPort: await freePort(),
    prefect: {
      kind: 'started',
      port: await freePort(),
      devPort: await freePort(),
    },
    output: 'text',
  };
});

after(() => {
  server.close();
  rmSync(options.dataDir, { recursive: true, force: true });
});

test('a machine with room and free ports is fine', () => checkMachine(options));

test('a port in use is named with its option and what to do', async () => {
  const { port } = server.address() as AddressInfo;
  await assert.rejects(
    checkMachine({ ...options, oidcPort: port }),
    new RegExp(
      `Port ${port} is in use.*\\. Stop that, or take another port: npm start -- --oidc-port \\d+`,
    ),
  );
});

test('the port of the second Prefect is looked at too', async () => {
  const { port } = server.address() as AddressInfo;
  const prefect = {
    kind: 'started' as const,
    port: await freePort(),
    devPort: port,
  };
  await assert.rejects(
    checkMachine({ ...options, prefect }),
    /--prefect-dev-port \d+/,
  );
});

test('a demo that runs on the same data is not disturbed', async () => {
  writeFileSync(join(options.dataDir, 'demo.pid'), String(process.pid));
  await assert.rejects(checkMachine(options), /A demo runs already/);
  rmSync(join(options.dataDir, 'demo.pid'));
});
