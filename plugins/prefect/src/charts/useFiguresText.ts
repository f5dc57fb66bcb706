import type { ChartFigures } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration, formatShare } from '../kit';
import { prefectTranslationRef } from '../translation';
import { MEANINGS, type Measure } from './measures';

/** Tells a measure of runs in words: `98.1% of 412 runs completed`. */
export function useFiguresText(
  measure: Measure,
): (figures: ChartFigures) => string {
  const { t } = useTranslationRef(prefectTranslationRef);
  return figures => {
    const values = MEANINGS[measure].valuesOf(figures);
    if (values === null) return t(`charts.none.${measure}`);
    if (measure === 'success') {
      return t('charts.figures.success', {
        share: formatShare(values[0]),
        count: figures.finished,
      });
    }
    const [p50, p95] = values.map(ms => formatDuration(ms));
    return measure === 'duration'
      ? t('charts.figures.duration', { p50, p95, count: figures.completed })
      : t('charts.figures.lateness', { p50, p95 });
  };
}
