import { mockServices } from '@backstage/backend-test-utils';
import { aDeployment, aWorkPool } from '../__testUtils__/facts';
import {
  type Answers,
  type FeedUpstream,
  startFeedUpstream,
} from '../__testUtils__/startFeedUpstream';
import { createPrefectFeed } from './createPrefectFeed';

let upstream: FeedUpstream;

async function feedOn(answers: Answers) {
  upstream = await startFeedUpstream(answers);
  return createPrefectFeed({
    auth: mockServices.auth({ pluginId: 'catalog' }),
    discovery: mockServices.discovery.mock({
      getBaseUrl: async () => upstream.baseUrl,
    }),
    fetch,
  });
}

afterEach(async () => {
  await upstream.stop();
});

const page = (items: object[], rest: object = {}) => ({
  isComplete: true,
  items,
  nextCursor: null,
  ...rest,
});

it('turns the pages, as the catalog plugin', async () => {
  const pages: Record<string, object> = {
    '/feed/production/deployments': page([aDeployment('etl/a')], {
      nextCursor: 'b/c=',
    }),
    '/feed/production/deployments?cursor=b%2Fc%3D': page([
      aDeployment('etl/b'),
    ]),
  };
  const feed = await feedOn(path => pages[path]);

  await expect(feed.deployments('production')).resolves.toEqual({
    isComplete: true,
    items: [aDeployment('etl/a'), aDeployment('etl/b')],
  });
  expect(upstream.asked).toEqual(Object.keys(pages));
  const [credential] = upstream.credentials;
  expect(credential).toContain('"sub":"plugin:catalog"');
  expect(credential).toContain('"target":"prefect"');
});

it('asks for some deployments by their ids', async () => {
  const feed = await feedOn(() => page([]));

  await feed.deployments('production', ['a', 'b']);

  expect(upstream.asked).toEqual(['/feed/production/deployments?id=a&id=b']);
});

it('asks for nothing when it is to read none', async () => {
  const feed = await feedOn(() => page([aDeployment('etl/a')]));

  await expect(feed.deployments('production', [])).resolves.toEqual({
    isComplete: true,
    items: [],
  });
  expect(upstream.asked).toEqual([]);
});

it('is complete only when every page is', async () => {
  const feed = await feedOn(path =>
    path.includes('cursor')
      ? page([])
      : page([], { isComplete: false, nextCursor: 'x' }),
  );

  await expect(feed.deployments('production')).resolves.toMatchObject({
    isComplete: false,
  });
});

it('reads work pools', async () => {
  const feed = await feedOn(() => page([aWorkPool('demo')]));

  await expect(feed.workPools('a b')).resolves.toMatchObject({
    items: [{ name: 'demo', type: 'process' }],
  });
  expect(upstream.asked).toEqual(['/feed/a%20b/work-pools']);
});

it.each([
  ['is refused', () => 403],
  ['gets something else', () => ({ html: '<h1>' })],
  [
    'loses a page',
    (path: string) =>
      path.includes('cursor') ? 503 : page([], { nextCursor: 'x' }),
  ],
])('throws when it %s, and never answers a part', async (_, answers) => {
  const feed = await feedOn(answers);

  await expect(feed.deployments('production')).rejects.toThrow();
});
