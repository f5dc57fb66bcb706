import type { Knex } from 'knex';
import {
  migratedDatabase,
  testDatabases,
} from '../../__testUtils__/testDatabases';
import type { InstanceId } from '../../instances';
import { noFence } from '../lease/Fence';
import { NO_NEWS } from './News';
import { NewsStore } from './NewsStore';

jest.setTimeout(60_000);

const production = 'production' as InstanceId;
const dev = 'dev' as InstanceId;

describe.each(testDatabases.eachSupportedId())('news on %s', databaseId => {
  let db: Knex;
  let store: NewsStore;

  beforeEach(async () => {
    db = await migratedDatabase(databaseId);
    store = new NewsStore(db);
  });

  const append = (instance: InstanceId, ...runs: string[]) =>
    store.append(
      { instance, origin: 'here', news: { ...NO_NEWS, runs } },
      noFence,
    );

  it('answers what came after a position, of each instance in order', async () => {
    await append(production, 'a');
    const positions = await store.positions([production, dev]);
    await append(production, 'b');
    await append(dev, 'c');
    await append(production, 'd');

    const news = await store.readAfter(positions);

    expect(
      news.map(each => [each.instance, each.position, ...each.news.runs]),
    ).toEqual([
      ['dev', 1, 'c'],
      ['production', 2, 'b'],
      ['production', 3, 'd'],
    ]);
  });

  it('writes nothing when the fence says no', async () => {
    const refuse = async () => {
      throw new Error('lost');
    };
    await expect(
      store.append(
        { instance: production, origin: 'here', news: NO_NEWS },
        refuse,
      ),
    ).rejects.toThrow('lost');
    await expect(store.positions([production])).resolves.toEqual(
      new Map([[production, 0]]),
    );
  });

  it('keeps the last thousand', async () => {
    for (let index = 1; index <= 1_000; index++) {
      await append(production, String(index));
    }
    await append(production, 'last');
    for (let index = 1_002; index <= 1_100; index++) {
      await append(production, String(index));
    }
    const [first] = await store.readAfter(new Map([[production, 0]]));
    expect(first.position).toBe(101);
  });
});
