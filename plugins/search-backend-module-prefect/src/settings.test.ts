import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const read = (prefect?: object) =>
  readSettings(new ConfigReader({ search: { collators: { prefect } } }));

it('needs no configuration', () => {
  expect(readSettings(new ConfigReader({}))).toEqual({
    path: '/prefect',
    schedule: {
      frequency: { minutes: 5 },
      timeout: { minutes: 2 },
      initialDelay: { seconds: 15 },
    },
  });
});

it('takes another path and schedule', () => {
  expect(
    read({
      path: '/automation/',
      schedule: { frequency: { hours: 1 }, timeout: { minutes: 1 } },
    }),
  ).toMatchObject({
    path: '/automation',
    schedule: { frequency: { hours: 1 }, timeout: { minutes: 1 } },
  });
});

it.each([
  [
    { pat: '/x' },
    'search.collators.prefect.pat is not known. Known are path, schedule.',
  ],
  [
    { path: 'prefect' },
    'search.collators.prefect.path is "prefect". It must start with a slash, such as /prefect.',
  ],
])('refuses %j with a sentence', (prefect, message) => {
  expect(() => read(prefect)).toThrow(message);
});
