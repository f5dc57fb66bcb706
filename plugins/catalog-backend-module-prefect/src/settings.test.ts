import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (provider: object, rest: object = {}) =>
  readSettings(
    new ConfigReader({
      catalog: { providers: { prefect: provider } },
      ...rest,
    }),
  );

it('has a default for everything', () => {
  expect(readSettings(new ConfigReader({}))).toEqual({
    instances: [],
    entities: { defaultOwner: 'group:default/unowned', portalUrl: undefined },
    restricted: 'left out',
    schedule: { frequency: { minutes: 10 }, timeout: { minutes: 5 } },
  });
});

it('takes the instances of the Prefect backend plugin', () => {
  const prefect = { instances: { production: {}, dev: {} } };

  expect(readSettings(new ConfigReader({ prefect })).instances).toEqual([
    'production',
    'dev',
  ]);
});

it('finds the portal below the app', () => {
  const app = { baseUrl: 'https://portal.example.com/backstage/' };

  expect(read({}, { app }).entities.portalUrl).toBe(
    'https://portal.example.com/backstage/prefect',
  );
  expect(
    read({ portalUrl: 'https://portal.example.com/automation/' }, { app })
      .entities.portalUrl,
  ).toBe('https://portal.example.com/automation');
});

it('reads what is configured', () => {
  expect(
    read({
      defaultOwner: 'Platform',
      includeRestricted: true,
      schedule: { frequency: { minutes: 1 }, timeout: { seconds: 30 } },
    }),
  ).toMatchObject({
    entities: { defaultOwner: 'group:default/platform' },
    restricted: 'included',
    schedule: { frequency: { minutes: 1 }, timeout: { seconds: 30 } },
  });
});

it.each([
  [{ owner: 'x' }, 'catalog.providers.prefect.owner is not known. Known are'],
  [
    { defaultOwner: ':' },
    'catalog.providers.prefect.defaultOwner is ":". It must name a group or user',
  ],
  [
    { portalUrl: '/prefect' },
    'catalog.providers.prefect.portalUrl is "/prefect", which is no URL.',
  ],
])('refuses %j', (provider, message) => {
  expect(() => read(provider)).toThrow(message);
});
