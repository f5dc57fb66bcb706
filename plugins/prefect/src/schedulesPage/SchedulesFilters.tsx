import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { facetsQuery, instancesQuery, prefectApiRef } from '../api';
import {
  type ChangeFilter,
  FilterBar,
  FilterSelect,
  nameOfEntity,
  OwnerFilter,
  TextFilter,
} from '../filters';
import { QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { readersZone } from './moments';
import { RANGES, type SchedulesFilter, VIEWS, ZONES } from './schedulesFilter';

type Props = {
  filter: SchedulesFilter;
  onChange: ChangeFilter<SchedulesFilter>;
  onClear: (() => void) | undefined;
};

/** Which deployments, how far ahead, in whose zone, and as what. */
export function SchedulesFilters({ filter, onChange, onClear }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const facets = useQuery(facetsQuery(api));
  const instances = useQuery(instancesQuery(api)).data?.items ?? [];
  const { owners = [], entities = [] } = facets.data ?? {};
  return (
    <>
      <FilterBar onClear={onClear}>
        <TextFilter
          label={t('schedulesPage.filter.text')}
          value={filter.q}
          onChange={q => onChange({ q }, 'replace')}
        />
        <OwnerFilter
          owners={owners}
          values={filter.owner}
          onChange={owner => onChange({ owner })}
        />
        <FilterSelect
          label={t('schedulesPage.filter.instance')}
          choices={instances.map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          values={filter.instance}
          onChange={instance => onChange({ instance })}
        />
        <FilterSelect
          label={t('schedulesPage.filter.entity')}
          choices={entities.map(ref => ({
            value: ref,
            label: nameOfEntity(ref),
          }))}
          values={filter.entity}
          onChange={entity => onChange({ entity })}
        />
        <Select
          label={t('schedulesPage.range.label')}
          size="small"
          options={RANGES.map(value => ({
            value,
            label: t(`schedulesPage.range.${value}`),
          }))}
          value={filter.range}
          onChange={key => onChange({ range: RANGES.find(one => one === key) })}
        />
        <Select
          label={t('schedulesPage.zone.label')}
          size="small"
          options={ZONES.map(value => ({
            value,
            label: t(`schedulesPage.zone.${value}`, { zone: readersZone() }),
          }))}
          value={filter.zone}
          onChange={key => onChange({ zone: ZONES.find(one => one === key) })}
        />
        <Select
          label={t('schedulesPage.view.label')}
          size="small"
          options={VIEWS.map(value => ({
            value,
            label: t(`schedulesPage.view.${value}`),
          }))}
          value={filter.view}
          onChange={key => onChange({ view: VIEWS.find(one => one === key) })}
        />
      </FilterBar>
      {facets.isError && (
        <QueryState query={facets} what={t('filters.what')}>
          {() => null}
        </QueryState>
      )}
    </>
  );
}
