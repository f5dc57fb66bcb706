import type { Knex } from 'knex';
import type { InstanceId } from '../../instances';
import type { Fence } from '../lease/Fence';
import { transact } from '../../transact';
import type { News } from './News';

/** News of an instance, in order. */
export type StoredNews = {
  readonly instance: InstanceId;
  readonly position: number;
  /** The process that wrote it. */
  readonly origin: string;
  readonly news: News;
};

/** How far somebody has read, by instance. */
export type Positions = ReadonlyMap<InstanceId, number>;

type NewsRow = {
  instance: InstanceId;
  position: number | string;
  origin: string;
  news: string;
};

/** A reader that is further behind is told that anything may have changed. */
const KEPT = 1_000;
const PRUNE_EVERY = 100;
/** Rows that are read at once. */
const PAGE = 500;

/**
 * News that processes tell each other. Only the holder of an instance's lease appends, one
 * after another, so that whoever has read a position has read all before it.
 */
export class NewsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async append(
    { instance, origin, news }: Omit<StoredNews, 'position'>,
    fence: Fence,
  ): Promise<void> {
    await transact(this.#db, async tx => {
      await fence(tx);
      const last = await tx<NewsRow>('mirror_news')
        .where({ instance })
        .orderBy('position', 'desc')
        .first('position');
      const position = Number(last?.position ?? 0) + 1;
      await tx<NewsRow>('mirror_news').insert({
        instance,
        position,
        origin,
        news: JSON.stringify(news),
      });
      if (position % PRUNE_EVERY === 0) {
        await tx<NewsRow>('mirror_news')
          .where({ instance })
          .where('position', '<=', position - KEPT)
          .delete();
      }
    });
  }

  /** The end of what is there now, 0 where nothing is. */
  async positions(instances: readonly InstanceId[]): Promise<Positions> {
    const ends = await Promise.all(
      instances.map(async instance => {
        const last = await this.#db<NewsRow>('mirror_news')
          .where({ instance })
          .orderBy('position', 'desc')
          .first('position');
        return [instance, Number(last?.position ?? 0)] as const;
      }),
    );
    return new Map(ends);
  }

  /** What came since, in order within each instance, as much as one reading takes. */
  async readAfter(positions: Positions): Promise<StoredNews[]> {
    if (positions.size === 0) return [];
    const rows: NewsRow[] = await this.#db('mirror_news')
      .where(any => {
        for (const [instance, position] of positions) {
          any.orWhere(later =>
            later.where({ instance }).where('position', '>', position),
          );
        }
      })
      .orderBy(['instance', 'position'])
      .limit(PAGE);
    return rows.map(row => ({
      instance: row.instance,
      position: Number(row.position),
      origin: row.origin,
      news: JSON.parse(row.news),
    }));
  }
}
