import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { aDeployment } from '../__testUtils__/facts';
import { FakeFeed } from '../__testUtils__/FakeFeed';
import { KnownNames } from './KnownNames';
import { PrefectAnnotationProcessor } from './PrefectAnnotationProcessor';

function prepared() {
  const feed = new FakeFeed();
  feed.held = [aDeployment('orders-etl/hourly')];
  const clock = { now: 0 };
  const names = new KnownNames({
    instances: ['production'],
    feed,
    logger: mockServices.logger.mock(),
    clock: () => clock.now,
  });
  const processor = new PrefectAnnotationProcessor({ names });
  const emitted: CatalogProcessorResult[] = [];
  const process = (annotations?: Record<string, string>): Promise<Entity> =>
    processor.postProcessEntity(
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'orders', annotations },
      },
      undefined,
      result => emitted.push(result),
    );
  return { feed, clock, names, emitted, process };
}

const wrong = { 'prefect.io/deployment': 'orders-etl/hurly' };

it('writes what is wrong where the page of the entity shows it', async () => {
  const { process } = prepared();

  await expect(process(wrong)).resolves.toMatchObject({
    metadata: { name: 'orders' },
    status: {
      items: [
        {
          type: 'backstage.io/catalog-processing',
          level: 'error',
          message: expect.stringContaining('Did you mean orders-etl/hourly?'),
          error: {
            name: 'InputError',
            message: expect.stringContaining('orders-etl/hurly'),
          },
        },
      ],
    },
  });
});

it('emits no error, with which the catalog would not take the entity', async () => {
  const { process, emitted } = prepared();

  await process(wrong);

  expect(emitted).toEqual([
    { type: 'refresh', key: 'prefect-annotations:production' },
  ]);
});

it('leaves alone what is right, and what is not of Prefect', async () => {
  const { process, emitted, feed } = prepared();

  expect(
    await process({ 'prefect.io/deployment': 'orders-etl/hourly' }),
  ).not.toHaveProperty('status');
  emitted.length = 0;
  feed.asked.length = 0;
  expect(await process({ 'example.com/x': 'y' })).not.toHaveProperty('status');
  expect(await process()).not.toHaveProperty('status');

  expect(emitted).toEqual([]);
  expect(feed.asked).toEqual([]);
});

it.each([
  ['does not answer', { isUp: false }],
  ['has not been read to its end', { isComplete: false }],
])('accuses nobody while the instance %s', async (_, state) => {
  const { process, feed } = prepared();
  Object.assign(feed, state);

  expect(await process(wrong)).not.toHaveProperty('status');
});

it('reads once for many entities, again after a while and when told to forget', async () => {
  const { process, feed, clock, names } = prepared();
  await Promise.all([process(wrong), process(wrong), process(wrong)]);
  expect(feed.asked).toHaveLength(1);

  clock.now += 29_999;
  await process(wrong);
  expect(feed.asked).toHaveLength(1);

  clock.now += 1;
  await process(wrong);
  expect(feed.asked).toHaveLength(2);

  names.forget('production');
  await process(wrong);
  expect(feed.asked).toHaveLength(3);
});
