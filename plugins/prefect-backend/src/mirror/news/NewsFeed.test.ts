import type { InstanceId } from '../../instances';
import { FreshnessBoard } from './FreshnessBoard';
import { type News, NO_NEWS } from './News';
import { NewsFeed } from './NewsFeed';
import type { StoredNews } from './NewsStore';

const production = 'production' as InstanceId;

/** Stored news and time that the test plays. */
class Fixture {
  readonly stored: StoredNews[] = [];
  readonly told: [InstanceId, News][] = [];
  readonly problems: unknown[] = [];
  readonly turns: InstanceId[] = [];
  looks = 0;
  isUp = true;
  elapsed = 0;
  readonly board = new FreshnessBoard({
    instances: [production],
    elapsed: () => this.elapsed,
    onTurn: instance => this.turns.push(instance),
  });
  readonly feed = new NewsFeed({
    instances: [production],
    origin: 'here',
    board: this.board,
    elapsed: () => this.elapsed,
    pauseMs: () => 1_000,
    sleep: (_, signal) =>
      new Promise(resolve => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    news: {
      positions: async () =>
        new Map([[production, this.stored.at(-1)?.position ?? 0]]),
      readAfter: async positions =>
        this.stored.filter(
          ({ position }) => position > (positions.get(production) ?? 0),
        ),
    },
    states: {
      read: async () => {
        if (!this.isUp) throw new Error('no database');
        return [];
      },
    },
    onNews: (instance, news) => this.told.push([instance, news]),
    onLook: async () => {
      this.looks += 1;
    },
    onProblem: error => this.problems.push(error),
  });

  append(position: number, run: string, origin = 'there'): void {
    const news = { ...NO_NEWS, runs: [run] };
    this.stored.push({ instance: production, position, origin, news });
  }

  /** Looks once. */
  async look(): Promise<void> {
    this.feed.hurry();
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  }
}

it('tells what others wrote since it began, once, and not what it wrote itself', async () => {
  const fixture = new Fixture();
  fixture.append(1, 'before');
  await fixture.feed.start();
  fixture.append(2, 'theirs');
  fixture.append(3, 'ours', 'here');
  await fixture.look();
  await fixture.look();

  expect(fixture.told).toEqual([
    [production, { ...NO_NEWS, runs: ['theirs'] }],
  ]);
  await fixture.feed.stop();
});

it('tells that anything may have changed when it has missed some', async () => {
  const fixture = new Fixture();
  fixture.append(1, 'before');
  await fixture.feed.start();
  fixture.append(9, 'later');
  await fixture.look();

  expect(fixture.told).toEqual([[production, { ...NO_NEWS, all: true }]]);
  await fixture.feed.stop();
});

it('goes on after the database was away, and turns what is shown meanwhile', async () => {
  const fixture = new Fixture();
  await fixture.feed.start();
  fixture.isUp = false;
  fixture.append(1, 'meanwhile');
  await fixture.look();
  expect(fixture.problems).toHaveLength(1);
  expect(fixture.told).toEqual([]);

  fixture.isUp = true;
  await fixture.look();
  expect(fixture.told).toHaveLength(1);
  await fixture.feed.stop();
});
