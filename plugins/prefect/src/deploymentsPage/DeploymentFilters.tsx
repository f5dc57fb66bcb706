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
import { type DeploymentFilter, HEALTHS, SORTS } from './deploymentFilter';

type Props = {
  filter: DeploymentFilter;
  onChange: ChangeFilter<DeploymentFilter>;
  onClear: (() => void) | undefined;
};

/** What the list can be narrowed by, and its order. */
export function DeploymentFilters({ filter, onChange, onClear }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const facets = useQuery(facetsQuery(api));
  const instances = useQuery(instancesQuery(api));
  const { owners = [], entities = [], tags = [] } = facets.data ?? {};
  return (
    <>
      <FilterBar onClear={onClear}>
        <TextFilter
          label={t('deploymentsPage.filter.text')}
          value={filter.q}
          onChange={q => onChange({ q }, 'replace')}
        />
        <OwnerFilter
          owners={owners}
          values={filter.owner}
          onChange={owner => onChange({ owner })}
        />
        <FilterSelect
          label={t('deploymentsPage.filter.health')}
          choices={HEALTHS.map(value => ({
            value,
            label: t(`kit.health.${value}`),
          }))}
          values={filter.health}
          onChange={health => onChange({ health })}
        />
        <FilterSelect
          label={t('deploymentsPage.filter.instance')}
          choices={(instances.data?.items ?? []).map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          values={filter.instance}
          onChange={instance => onChange({ instance })}
        />
        <FilterSelect
          label={t('deploymentsPage.filter.entity')}
          choices={entities.map(ref => ({
            value: ref,
            label: nameOfEntity(ref),
          }))}
          values={filter.entity}
          onChange={entity => onChange({ entity })}
        />
        <FilterSelect
          label={t('deploymentsPage.filter.tag')}
          choices={tags.map(tag => ({ value: tag, label: tag }))}
          values={filter.tag}
          onChange={tag => onChange({ tag })}
        />
        <Select
          label={t('deploymentsPage.sort.label')}
          size="small"
          options={SORTS.map(value => ({
            value,
            label: t(`deploymentsPage.sort.${value}`),
          }))}
          value={filter.sort}
          onChange={key => onChange({ sort: SORTS.find(sort => sort === key) })}
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
