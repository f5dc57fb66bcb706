import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrefectCredentialRefusedError } from '@backstage-prefect/backstage-plugin-prefect-node';
import { createCredential } from './Credential';

const value = (text: string) => ({ from: 'value', value: text } as const);

describe('a credential', () => {
  const dir = mkdtempSync(join(tmpdir(), 'credential-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('that is an auth string goes as Basic, and bare in the first frame', () => {
    const credential = createCredential({
      credential: { kind: 'authString', secret: value('admin:geheimnis-ü') },
      headers: { 'x-tenant': 'data' },
    });
    expect(credential.headers()).toEqual({
      'x-tenant': 'data',
      authorization: 'Basic YWRtaW46Z2VoZWltbmlzLcO8',
    });
    expect(credential.token()).toBe('admin:geheimnis-ü');
  });

  it('that is an API key goes as Bearer', () => {
    const credential = createCredential({
      credential: { kind: 'apiKey', secret: value('pnu_1') },
      headers: {},
    });
    expect(credential.headers()).toEqual({ authorization: 'Bearer pnu_1' });
  });

  it('that is absent leaves only the headers of a proxy', () => {
    const credential = createCredential({
      credential: { kind: 'none' },
      headers: { 'x-tenant': 'data' },
    });
    expect(credential.headers()).toEqual({ 'x-tenant': 'data' });
    expect(credential.token()).toBeUndefined();
  });

  it('in a file is read again when the file changes', () => {
    const path = join(dir, 'key');
    writeFileSync(path, 'first\n');
    const credential = createCredential({
      credential: { kind: 'apiKey', secret: { from: 'file', path } },
      headers: {},
    });
    expect(credential.token()).toBe('first');
    writeFileSync(path, 'the second\n');
    expect(credential.token()).toBe('the second');
  });

  it('in a file that cannot be read is a fault of the configuration', () => {
    const path = join(dir, 'absent');
    const credential = createCredential({
      credential: { kind: 'apiKey', secret: { from: 'file', path } },
      headers: {},
    });
    expect(() => credential.headers()).toThrow(PrefectCredentialRefusedError);
    expect(() => credential.headers()).toThrow(`${path} cannot be read`);
  });
});
