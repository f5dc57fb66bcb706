import type { PrefectFlowRun } from '@backstage-prefect/backstage-plugin-prefect-node';
import type { InstanceId } from '../../instances';
import type { EndSpan } from '../InstanceReader';
import { toInstant } from '../instant';
import type { Instant } from '../Mirror';
import { joined } from '../pages';
import type { SeedProgress, SeedStore } from './SeedStore';

type Pages = AsyncGenerator<PrefectFlowRun[], void>;

export type SeederDeps = {
  readonly instance: InstanceId;
  readonly store: Pick<SeedStore, 'find' | 'save' | 'remove' | 'analyze'>;
  /** Pages of ended runs, the last to end first. */
  readonly endedRuns: (span: EndSpan) => Pages;
  /** Stores all runs of the pages, and says so for each page. */
  readonly keepPages: (
    pages: Pages,
    onKept: (page: readonly PrefectFlowRun[]) => Promise<void>,
  ) => Promise<void>;
};

/**
 * Pages that are stored together, and after which it is written down how far it has come.
 * Each writes to almost every part of the tables: fewer, larger ones are less work.
 */
const PAGES_AT_ONCE = 5;
/** What ended in this time before it was interrupted is read once more. */
const OVERLAP_MS = 60_000;

/**
 * Reads the ended runs of an instance for the first time, newest first, so that pages are
 * of use early. It goes on where it, or another process before it, was interrupted.
 */
export class Seeder {
  readonly #deps: SeederDeps;

  constructor(deps: SeederDeps) {
    this.#deps = deps;
  }

  /** Reads what ended since a moment, but for what is read already. */
  async seed(since: Instant): Promise<void> {
    const { instance, store, endedRuns, keepPages } = this.#deps;
    const before = await store.find(instance);
    let progress = before && (await this.#readGap(before));
    const pages = endedRuns({ after: since, before: progress?.reached });
    let kept = 0;
    await keepPages(joined(pages, PAGES_AT_ONCE), async page => {
      progress = {
        newest: progress?.newest ?? endOf(page[0]),
        reached: endOf(page[page.length - 1]),
      };
      await store.save(instance, progress);
      kept += 1;
      if (isPowerOfTwo(kept)) await store.analyze();
    });
    await store.analyze();
    await store.remove(instance);
  }

  /** What ended since the first reading began; it counts when all of it is stored. */
  async #readGap({ newest, reached }: SeedProgress): Promise<SeedProgress> {
    const { instance, store, endedRuns, keepPages } = this.#deps;
    const after = new Date(Date.parse(newest) - OVERLAP_MS).toISOString();
    let latest: Instant | undefined;
    await keepPages(endedRuns({ after }), async page => {
      latest ??= endOf(page[0]);
    });
    const progress = { newest: latest ?? newest, reached };
    await store.save(instance, progress);
    return progress;
  }
}

/** Pages of ended runs have no other. */
function endOf({ end_time: end }: PrefectFlowRun): Instant {
  return toInstant(end ?? '');
}

/** Seldom enough to cost little, often enough for tables that grow. */
function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
