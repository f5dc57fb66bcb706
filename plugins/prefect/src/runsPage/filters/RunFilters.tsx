import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { facetsQuery, instancesQuery, prefectApiRef } from '../../api';
import {
  type ChangeFilter,
  FilterBar,
  FilterSelect,
  nameOfEntity,
  OwnerFilter,
  TextFilter,
} from '../../filters';
import { QueryState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import type { RunFilter } from '../runFilter';
import { lookOfFilter, RUN_STATES } from '../runStates';
import { TimeFilter } from './TimeFilter';

/** What is left out unless asked for. */
const EXTRAS = ['subflows', 'future'] as const;

type Props = {
  filter: RunFilter;
  onChange: ChangeFilter<RunFilter>;
  onClear: (() => void) | undefined;
};

/** What the runs can be narrowed by, and what can be added to them. */
export function RunFilters({ filter, onChange, onClear }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const facets = useQuery(facetsQuery(api));
  const instances = useQuery(instancesQuery(api));
  const {
    owners = [],
    entities = [],
    tags = [],
    deployments = [],
  } = facets.data ?? {};
  return (
    <>
      <FilterBar onClear={onClear}>
        <TextFilter
          label={t('runsPage.filter.text')}
          value={filter.q}
          onChange={q => onChange({ q }, 'replace')}
        />
        <OwnerFilter
          owners={owners}
          values={filter.owner}
          onChange={owner => onChange({ owner })}
        />
        <FilterSelect
          label={t('runsPage.filter.state')}
          choices={RUN_STATES.map(value => ({
            value,
            label: t(`kit.state.${lookOfFilter(value).text}`),
          }))}
          values={filter.state}
          onChange={state => onChange({ state })}
        />
        <TimeFilter
          value={filter.window}
          onChange={window => onChange({ window })}
        />
        <FilterSelect
          label={t('runsPage.filter.deployment')}
          choices={deployments.map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          values={filter.deployment}
          onChange={deployment => onChange({ deployment })}
        />
        <FilterSelect
          label={t('runsPage.filter.instance')}
          choices={(instances.data?.items ?? []).map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          values={filter.instance}
          onChange={instance => onChange({ instance })}
        />
        <FilterSelect
          label={t('runsPage.filter.entity')}
          choices={entities.map(ref => ({
            value: ref,
            label: nameOfEntity(ref),
          }))}
          values={filter.entity}
          onChange={entity => onChange({ entity })}
        />
        <FilterSelect
          label={t('runsPage.filter.tag')}
          choices={tags.map(tag => ({ value: tag, label: tag }))}
          values={filter.tag}
          onChange={tag => onChange({ tag })}
        />
        <FilterSelect
          label={t('runsPage.filter.extras')}
          choices={EXTRAS.map(value => ({
            value,
            label: t(`runsPage.filter.${value}`),
          }))}
          placeholder={t('runsPage.filter.noExtras')}
          values={EXTRAS.filter(extra => filter[extra])}
          onChange={extras =>
            onChange({
              future: extras.includes('future'),
              subflows: extras.includes('subflows'),
            })
          }
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
