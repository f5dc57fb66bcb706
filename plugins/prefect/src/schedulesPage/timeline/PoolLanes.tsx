import type { PoolLoad } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { QueryState, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { formatMoment } from '../moments';
import type { SchedulesFilter } from '../schedulesFilter';
import { usePoolText } from '../usePoolText';
import { usePoolLoad } from '../useSchedulePage';
import styles from './Lanes.module.css';
import { type Span, type Tick, uprights, WIDTH, xOf } from './scale';

const HEIGHT = 40;

type Props = {
  filter: SchedulesFilter;
  span: Span;
  /** Of the scale. */
  zone: string;
  ticks: readonly Tick[];
};

/** How full work pools get, against their limits. */
export function PoolLanes({ filter, ...scale }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = usePoolLoad(filter);
  const title = useId();
  return (
    <QueryState query={query} what={t('schedulesPage.pools.what')}>
      {({ items, now }) =>
        items.length > 0 && (
          <section aria-labelledby={title}>
            <h3 id={title} className={styles.team}>
              {t('schedulesPage.pools.title')}
            </h3>
            <Text as="p" color="secondary" className={styles.note}>
              {t('schedulesPage.pools.explain')}
            </Text>
            <ul className={styles.list}>
              {items.map(pool => (
                <PoolLane
                  key={`${pool.instance}/${pool.name}`}
                  pool={pool}
                  since={now}
                  {...scale}
                />
              ))}
            </ul>
          </section>
        )
      }
    </QueryState>
  );
}

type LaneProps = Omit<Props, 'filter'> & {
  pool: PoolLoad;
  /** From when on it is expected. */
  since: string;
};

function PoolLane({ pool, since, ...scale }: LaneProps) {
  const { name, facts, warning, note } = usePoolText(scale.zone)(pool, since);
  return (
    <li className={styles.lane}>
      <div className={styles.name}>
        <bdi>{name}</bdi>
      </div>
      <Bars
        pool={pool}
        label={[name, facts, warning].filter(Boolean).join('. ')}
        {...scale}
      />
      <div className={styles.words}>
        <span>{facts}</span>
        {warning && <span className={styles.warning}>{warning}</span>}
        {note && <span>{note}</span>}
      </div>
    </li>
  );
}

function Bars({
  pool,
  label,
  span,
  zone,
  ticks,
}: Omit<LaneProps, 'since'> & { label: string }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const { buckets, concurrencyLimit } = pool;
  const limit = concurrencyLimit ?? 0;
  const highest = Math.max(1, limit, ...buckets.map(({ runs }) => runs));
  const heightOf = (runs: number) => ((HEIGHT - 2) * runs) / highest;
  return (
    <svg
      className={styles.pool}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path
        className={styles.poolTick}
        d={uprights(
          ticks.map(({ time }) => time),
          span,
          HEIGHT,
        )}
      />
      {buckets
        .filter(({ runs }) => runs > 0)
        .map(({ start, end, runs }) => {
          const x = xOf(Date.parse(start), span);
          const isOver = concurrencyLimit !== null && runs > concurrencyLimit;
          const time = formatMoment(new Date(start), { now, zone });
          return (
            <rect
              key={start}
              className={isOver ? styles.over : styles.bar}
              x={x}
              width={xOf(Date.parse(end), span) - x}
              y={HEIGHT - heightOf(runs)}
              height={heightOf(runs)}
            >
              <title>
                {t('schedulesPage.pools.bucket', { time, count: runs })}
              </title>
            </rect>
          );
        })}
      {concurrencyLimit !== null && (
        <path
          className={styles.limit}
          d={`M0 ${HEIGHT - heightOf(limit)}H${WIDTH}`}
        />
      )}
    </svg>
  );
}
