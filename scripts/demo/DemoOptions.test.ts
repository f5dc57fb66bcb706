import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDemoOptions, UsageError } from './DemoOptions.ts';

const ROOT = '/repo';

test('without options everything is started at its usual place', () => {
  assert.deepEqual(readDemoOptions([], ROOT), {
    root: ROOT,
    dataDir: '/repo/.data',
    portalPort: 7007,
    oidcPort: 7009,
    prefect: { kind: 'started', port: 4200, devPort: 4201 },
    output: 'text',
  });
});

test('ports, the data directory and the output are options', () => {
  const args =
    '--port 1001 --prefect-port 1002 --prefect-dev-port 1004 --oidc-port 1003 --data-dir other --json';
  assert.deepEqual(readDemoOptions(args.split(' '), ROOT), {
    root: ROOT,
    dataDir: '/repo/other',
    portalPort: 1001,
    oidcPort: 1003,
    prefect: { kind: 'started', port: 1002, devPort: 1004 },
    output: 'json',
  });
});

for (const url of [
  'https://prefect.example.com',
  'https://prefect.example.com/',
  'https://prefect.example.com/api',
]) {
  test(`an own Prefect may be named as ${url}`, () => {
    const args = ['--prefect-url', url, '--prefect-auth', 'mina:secret'];
    const options = readDemoOptions(args, ROOT);
    assert.notEqual(options, 'help');
    assert.deepEqual(options !== 'help' && options.prefect, {
      kind: 'own',
      apiUrl: 'https://prefect.example.com/api',
      authString: 'mina:secret',
    });
  });
}

for (const [why, args, message] of [
  ['a port that is no number', ['--port', 'x'], /--port must be a port/],
  ['a second port that is none', ['--prefect-dev-port', ''], /--prefect-dev-/],
  ['a port out of range', ['--oidc-port', '70000'], /--oidc-port must be/],
  ['a URL that is none', ['--prefect-url', 'here'], /--prefect-url must be/],
  ['another scheme', ['--prefect-url', 'ftp://x'], /--prefect-url must be/],
  ['a credential for nothing', ['--prefect-auth', 'a:b'], /belongs to/],
  ['an unknown option', ['--prot', '1'], /--prot[^]*npm start/],
] as const) {
  test(`${why} is refused with a sentence`, () => {
    assert.throws(
      () => readDemoOptions([...args], ROOT),
      (error: unknown) =>
        error instanceof UsageError && message.test(error.message),
    );
  });
}

test('help is help, whatever else is asked', () => {
  assert.equal(readDemoOptions(['--help', '--port', '1'], ROOT), 'help');
});
