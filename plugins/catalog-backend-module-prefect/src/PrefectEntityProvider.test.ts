import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { aDeployment } from './__testUtils__/facts';
import { FakeCatalog } from './__testUtils__/FakeCatalog';
import { FakeFeed } from './__testUtils__/FakeFeed';
import { ManualSchedule } from './__testUtils__/ManualSchedule';
import { PrefectEntityProvider } from './PrefectEntityProvider';
import { readSettings } from './settings';

/** A provider of one instance, connected, on a clock that the test moves. */
async function connected() {
  const feed = new FakeFeed();
  const catalog = new FakeCatalog();
  const time = new ManualSchedule();
  const logger = mockServices.logger.mock();
  const forgotten: string[] = [];
  const tasks: Array<{ id: string; scope?: string; run: () => unknown }> = [];
  const [provider] = PrefectEntityProvider.fromConfig(
    readSettings(
      new ConfigReader({ prefect: { instances: { production: {} } } }),
    ),
    {
      feed,
      logger,
      auth: mockServices.auth({ pluginId: 'catalog' }),
      catalog: catalog.service,
      names: { forget: instance => forgotten.push(instance) },
      scheduler: mockServices.scheduler.mock({
        createScheduledTaskRunner: ({ scope }) => ({
          run: async ({ id, fn }) => {
            tasks.push({
              id,
              scope,
              run: () => fn(new AbortController().signal),
            });
          },
        }),
      }),
      schedule: time.schedule,
      clock: () => 0,
    },
  );
  await provider.connect(catalog.connection);
  const logged = (level: 'info' | 'warn') =>
    logger[level].mock.calls.map(([message]) => message);
  return { provider, feed, catalog, time, tasks, forgotten, logged };
}

it('is named after its instance, for ever', async () => {
  const { provider } = await connected();

  expect(provider.getProviderName()).toBe('prefect:production');
});

it('has a provider for each instance and a task of its own on one backend of several', async () => {
  const { tasks } = await connected();

  expect(tasks).toMatchObject([
    { id: 'prefect:production:sync', scope: 'global' },
  ]);
});

it('compares everything at the start, and when its task says so', async () => {
  const { provider, feed, time, tasks } = await connected();
  provider.start();
  await time.advance(1_000);
  expect(feed.asked).toEqual(['all']);

  await tasks[0].run();

  expect(feed.asked).toEqual(['all', 'all']);
});

it('compares together what changes together, within a second', async () => {
  const { provider, feed, time } = await connected();

  provider.changed(['a', 'b']);
  provider.changed(['b', 'c']);
  await time.advance(1_000);

  expect(feed.asked).toEqual([['a', 'b', 'c']]);
});

it.each([
  ['anything may have changed', ['a'], 'all' as const],
  [
    'more changed than one question can name',
    ['a'],
    Array.from({ length: 50 }, (_, index) => `id-${index}`),
  ],
])('compares everything when %s', async (_, first, second) => {
  const { provider, feed, time } = await connected();

  provider.changed(first);
  provider.changed(second);
  await time.advance(1_000);

  expect(feed.asked).toEqual(['all']);
});

it('has annotations checked anew when it sent something, and only then', async () => {
  const { provider, feed, catalog, time, forgotten } = await connected();
  feed.held = [aDeployment('etl/a')];
  provider.start();
  await time.advance(1_000);
  catalog.show();

  provider.changed('all');
  await time.advance(1_000);

  expect(catalog.refreshed).toEqual(['prefect-annotations:production']);
  expect(forgotten).toEqual(['production']);
});

describe('when Prefect’s backend does not answer', () => {
  it('tries again until it does, less and less often, then compares everything', async () => {
    const { provider, feed, time } = await connected();
    feed.isUp = false;
    provider.changed(['a']);
    await time.advance(10 * 60_000);
    const tries = feed.asked.length;
    feed.isUp = true;

    await time.advance(60_000);

    expect(tries).toBeGreaterThan(8);
    expect(tries).toBeLessThan(20);
    expect(feed.asked.slice(1).every(asked => asked === 'all')).toBe(true);
    expect(time.size).toBe(0);
  });

  it('says so once, not for a slow start, and says when it is over', async () => {
    const { provider, feed, time, logged } = await connected();
    feed.isUp = false;
    provider.start();
    await time.advance(4_000);
    expect(logged('warn')).toEqual([]);

    await time.advance(120_000);
    expect(logged('warn')).toEqual([
      expect.stringContaining('Entities of production stay as they are'),
    ]);

    feed.isUp = true;
    await time.advance(60_000);
    expect(logged('info')).toEqual(['Entities of production are kept again']);
  });

  it('does not keep a change waiting for the next try', async () => {
    const { provider, feed, time } = await connected();
    feed.isUp = false;
    provider.start();
    await time.advance(120_000);
    feed.isUp = true;
    feed.asked.length = 0;

    provider.changed(['a']);
    await time.advance(1_000);

    expect(feed.asked).toEqual(['all']);
  });
});

it('looks again at an instance that is not read to its end, until it is', async () => {
  const { provider, feed, time } = await connected();
  feed.isComplete = false;
  provider.start();
  await time.advance(60_000);
  const times = feed.asked.length;
  expect(times).toBeGreaterThan(2);

  feed.isComplete = true;
  await time.advance(60_000);

  expect(feed.asked.slice(times)).toEqual(['all']);
  expect(time.size).toBe(0);
});

it('leaves nothing behind', async () => {
  const { provider, feed, time } = await connected();
  feed.isUp = false;
  provider.start();
  await time.advance(1_000);

  await provider.stop();
  provider.changed('all');

  expect(time.size).toBe(0);
});
