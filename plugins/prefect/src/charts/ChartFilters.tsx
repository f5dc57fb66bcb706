import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, ToggleButton } from '@backstage/ui';
import { RiTableLine } from '@remixicon/react';
import { type ChangeFilter, FilterBar } from '../filters';
import { prefectTranslationRef } from '../translation';
import type { ChartFilter } from './chartFilter';
import { CHART_PRESETS } from './chartSpan';
import { MEASURES } from './measures';

/** As what charts are shown. */
export type ChartView = 'lines' | 'tables';

type Props = {
  filter: ChartFilter;
  onChange: ChangeFilter<ChartFilter>;
  view: ChartView;
  onView(view: ChartView): void;
};

/** Charts of what, of which time, and whether in numbers. */
export function ChartFilters({ filter, onChange, view, onView }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <FilterBar>
      <Select
        label={t('charts.measure.label')}
        size="small"
        options={MEASURES.map(value => ({
          value,
          label: t(`charts.measure.${value}`),
        }))}
        value={filter.measure}
        onChange={key =>
          onChange({ measure: MEASURES.find(one => one === key) })
        }
      />
      <Select
        label={t('charts.time.label')}
        size="small"
        options={CHART_PRESETS.map(value => ({
          value,
          label: t(`charts.time.${value}`),
        }))}
        value={filter.since}
        onChange={key =>
          onChange({ since: CHART_PRESETS.find(one => one === key) })
        }
      />
      <ToggleButton
        size="small"
        iconStart={<RiTableLine aria-hidden />}
        isSelected={view === 'tables'}
        onChange={isTable => onView(isTable ? 'tables' : 'lines')}
      >
        {t('charts.asTable')}
      </ToggleButton>
    </FilterBar>
  );
}
