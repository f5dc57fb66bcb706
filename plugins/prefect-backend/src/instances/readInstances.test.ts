import { ConfigReader } from '@backstage/config';
import { readInstances } from './readInstances';

const WELL = {
  url: 'https://prefect.example.com/api',
  environment: 'production',
};
const read = (instances: object) =>
  readInstances(new ConfigReader({ prefect: { instances } } as never));

describe('reading prefect.instances', () => {
  it('keeps the order and fills in what is left out', () => {
    const [first, second] = read({
      staging: { ...WELL, environment: 'staging', title: 'Staging' },
      production: { ...WELL, url: `${WELL.url}/` },
    });
    expect(first.instance.title).toBe('Staging');
    expect(second).toEqual({
      instance: {
        id: 'production',
        title: 'production',
        environment: 'production',
        labels: {},
        apiUrl: 'https://prefect.example.com/api',
        uiUrl: undefined,
      },
      credential: { kind: 'none' },
      headers: {},
      timeoutMs: 15_000,
    });
  });

  it('takes a workspace of Prefect Cloud', () => {
    const url = 'https://api.prefect.cloud/api/accounts/0a5c/workspaces/4d3f';
    const [{ instance, credential }] = read({
      cloud: { ...WELL, url, apiKeyFile: '/run/secrets/key' },
    });
    expect(instance.apiUrl).toBe(url);
    expect(credential).toEqual({
      kind: 'apiKey',
      secret: { from: 'file', path: '/run/secrets/key' },
    });
  });

  it.each([
    ['nothing at all', {}, /^prefect\.instances is empty/],
    [
      'an unknown key',
      { production: { ...WELL, apikey: 'x' } },
      /^prefect\.instances\.production\.apikey is not known/,
    ],
    [
      'an address that is none',
      { production: { ...WELL, url: 'prefect:4200/api' } },
      /^prefect\.instances\.production\.url is "prefect:4200\/api", which is no/,
    ],
    [
      'the address of the user interface',
      { production: { ...WELL, url: 'https://prefect.example.com' } },
      /^prefect\.instances\.production\.url .* ends in \/api/,
    ],
    [
      'a user interface of another protocol',
      { production: { ...WELL, uiUrl: 'ftp://prefect.example.com' } },
      /^prefect\.instances\.production\.uiUrl/,
    ],
    [
      'a name in capitals',
      { Production: WELL },
      /^prefect\.instances\.Production: an instance's name is made of/,
    ],
    [
      'one name in two spellings',
      { production: WELL, PRODUCTION: WELL },
      /^prefect\.instances\.PRODUCTION and prefect\.instances\.production/,
    ],
    [
      'one title for two instances',
      {
        first: { ...WELL, title: 'Production' },
        second: { ...WELL, title: 'production' },
      },
      /^prefect\.instances\.second\.title .*prefect\.instances\.first/,
    ],
    [
      'two credentials',
      { production: { ...WELL, apiKey: 'hunter2', authString: 'a:hunter2' } },
      /^prefect\.instances\.production has apiKey and authString\. Keep one/,
    ],
    [
      'no environment',
      { production: { url: WELL.url } },
      /prefect\.instances\.production\.environment/,
    ],
    [
      'no time at all',
      { production: { ...WELL, timeoutSeconds: 0 } },
      /^prefect\.instances\.production\.timeoutSeconds is 0/,
    ],
  ])('refuses %s and names the key', (_what, instances, sentence) => {
    expect(() => read(instances)).toThrow(sentence);
  });

  it.each([
    ['a key', { apiKey: 'hunter2', authString: 'a:hunter2' }],
    ['an address', { url: 'https://admin:hunter2@prefect.example.com/api' }],
  ])('does not repeat the credential in %s that it refuses', (_where, bad) => {
    expect(() => read({ production: { ...WELL, ...bad } })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});
