import type { PoolLoad } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { formatMoment } from './moments';

/** What is to be said of a work pool. */
export type PoolText = {
  readonly name: string;
  readonly facts: string;
  /** That it will be too full, and when. */
  readonly warning: string | undefined;
  /** What its load leaves out. */
  readonly note: string | undefined;
};

/** Tells of a pool's load, in a zone; `since` is from when on it is expected. */
export function usePoolText(zone: string) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return (pool: PoolLoad, since: string): PoolText => {
    const { concurrencyLimit: limit, workersOnline, unknownLength } = pool;
    const over = pool.buckets.find(
      ({ end, runs }) => limit !== null && end > since && runs > limit,
    );
    const facts = [
      t('schedulesPage.pools.most', { count: pool.most }),
      limit === null
        ? t('schedulesPage.pools.noLimit')
        : t('schedulesPage.pools.limit', { limit: String(limit) }),
      workersOnline > 0
        ? t('schedulesPage.pools.workers', { count: workersOnline })
        : t('schedulesPage.pools.noWorker'),
      ...(pool.paused ? [t('schedulesPage.pools.paused')] : []),
    ];
    return {
      name: t('schedulesPage.pools.name', {
        name: pool.name,
        environment: pool.environment,
      }),
      facts: facts.join(', '),
      warning:
        over &&
        t('schedulesPage.pools.over', {
          time: formatMoment(new Date(over.start), { now, zone }),
        }),
      note:
        unknownLength > 0
          ? t('schedulesPage.pools.unknown', { count: unknownLength })
          : undefined,
    };
  };
}
