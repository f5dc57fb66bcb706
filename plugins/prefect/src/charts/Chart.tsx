import type {
  ChartPoint,
  ChartSeries,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useState } from 'react';
import { useNow } from '../kit';
import { formatSpan } from '../runsPage/formatSpan';
import { prefectTranslationRef } from '../translation';
import styles from './Chart.module.css';
import type { ChartView } from './ChartFilters';
import { ChartTable } from './ChartTable';
import { ChartTitle } from './ChartTitle';
import { LinePlot } from './LinePlot';
import { MEANINGS, type Measure } from './measures';
import { useChartName } from './useChartName';
import { useFiguresText } from './useFiguresText';
import { useRunsBehind } from './useRunsBehind';

type Props = {
  series: ChartSeries;
  measure: Measure;
  view: ChartView;
};

/** How the runs of a deployment or of an owner fared, in a sentence and point by point. */
export function Chart({ series, measure, view }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [shown, setShown] = useState<ChartPoint>();
  const figuresText = useFiguresText(measure);
  const pointText = usePointText(figuresText);
  const hrefOf = useRunsBehind(series, measure);
  const name = useChartName(series);
  const label = t('charts.label', {
    measure: t(`charts.measure.${measure}`),
    name,
  });
  const { whole, points } = series;
  const isEmpty = MEANINGS[measure].valuesOf(whole) === null;
  const parts = { label, measure, points, hrefOf };
  return (
    <figure aria-label={name} className={styles.chart}>
      <ChartTitle series={series} />
      <Text as="p" variant="body-small" className={styles.figures}>
        {shown ? pointText(shown) : figuresText(whole)}
      </Text>
      {!isEmpty && view === 'tables' && <ChartTable {...parts} />}
      {!isEmpty && view === 'lines' && (
        <LinePlot {...parts} nameOf={pointText} onShow={setShown} />
      )}
    </figure>
  );
}

/** Names a point with its figures: `Nov 24, 18:00 – 24:00: 95% of 40 runs completed`. */
function usePointText(figuresText: ReturnType<typeof useFiguresText>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return (point: ChartPoint) =>
    t('charts.point', {
      time: formatSpan({ since: point.start, until: point.end }, now),
      figures: figuresText(point),
    });
}
