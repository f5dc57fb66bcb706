import type { ChartSeries } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useId, useState } from 'react';
import {
  type ChangeFilter,
  NOBODY,
  Pager,
  Results,
  usePages,
} from '../filters';
import { EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { Chart } from './Chart';
import { ChartFilters, type ChartView } from './ChartFilters';
import type { ChartFilter } from './chartFilter';
import styles from './Charts.module.css';
import { Legend } from './Legend';
import { hasRuns, type Measure } from './measures';
import { type Charted, PAGE_SIZE, useChartPage } from './useChartPage';

/** What charts are of; the choice of the reader belongs to the page's URL. */
export type ChartsProps = {
  of: Charted;
  filter: ChartFilter;
  onChange: ChangeFilter<ChartFilter>;
};

/** How runs fared over time, a small chart for each deployment or owner. */
export function Charts({ of, filter, onChange }: ChartsProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const title = useId();
  const [view, setView] = useState<ChartView>('lines');
  const pages = usePages();
  const query = useChartPage({ of, filter, cursor: pages.cursor });
  return (
    <section aria-labelledby={title} className={styles.section}>
      <Text as="h3" id={title} variant="title-x-small" style={{ margin: 0 }}>
        {t('charts.title')}
      </Text>
      <ChartFilters {...{ filter, onChange, view }} onView={setView} />
      <Results query={query} what={t('charts.what')} height={240}>
        {page => (
          <>
            {page.items.some(({ whole }) => hasRuns(whole)) ? (
              <Grid {...page} measure={filter.measure} view={view} />
            ) : (
              <EmptyState title={t('charts.empty')} />
            )}
            {(page.nextCursor ?? pages.toFirst) && (
              <Pager pages={pages} size={PAGE_SIZE} page={page} />
            )}
          </>
        )}
      </Results>
      {query.isError && pages.toFirst && (
        // A page may not be there any more; the charts still are.
        <Button size="small" variant="secondary" onPress={pages.toFirst}>
          {t('filters.pages.first')}
        </Button>
      )}
    </section>
  );
}

type GridProps = {
  items: readonly ChartSeries[];
  measure: Measure;
  view: ChartView;
};

function Grid({ items, measure, view }: GridProps) {
  return (
    <>
      {view === 'lines' && <Legend measure={measure} />}
      <div className={styles.grid} data-view={view}>
        {items.map(series => (
          <Chart
            key={keyOf(series)}
            series={series}
            measure={measure}
            view={view}
          />
        ))}
      </div>
    </>
  );
}

function keyOf({ deployment, owner }: ChartSeries): string {
  return deployment
    ? `${deployment.instance}:${deployment.id}`
    : owner ?? NOBODY;
}
