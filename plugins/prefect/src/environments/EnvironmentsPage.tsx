import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Switch } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  environmentsQuery,
  facetsQuery,
  instancesQuery,
  prefectApiRef,
  PrefectQueryProvider,
} from '../api';
import { DeploymentViews } from '../deploymentsPage/DeploymentViews';
import {
  FilterBar,
  OwnerFilter,
  Pager,
  Results,
  TextFilter,
  useOwners,
  usePages,
  useUrlFilter,
} from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { environmentFilter, type EnvironmentFilter } from './environmentFilter';
import { EnvironmentMatrix } from './EnvironmentMatrix';

/** Rows of a full page. */
const PAGE_SIZE = 50;

/** All deployments that one may see, on all instances: is production what was tested? */
export function EnvironmentsPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <DeploymentViews current="environments" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, change] = useUrlFilter(environmentFilter);
  const filters = useRef<HTMLDivElement>(null);
  const isNarrowed = environmentFilter.write(filter).size > 0;
  const clear = () => {
    change(environmentFilter.none);
    // The button that was pressed goes with the filters; the focus stays near it.
    filters.current?.querySelector('input')?.focus();
  };
  const { data, ...instances } = useQuery(
    instancesQuery(useApi(prefectApiRef)),
  );
  if (instances.isSuccess && data && data.items.length < 2) {
    return (
      <EmptyState
        title={t('environments.oneInstance.title')}
        description={t('environments.oneInstance.description')}
      />
    );
  }
  return (
    <>
      <div ref={filters}>
        <Filters
          filter={filter}
          onChange={change}
          onClear={isNarrowed ? clear : undefined}
        />
      </div>
      <Comparison filter={filter} onClear={isNarrowed ? clear : undefined} />
    </>
  );
}

function Filters({
  filter,
  onChange,
  onClear,
}: {
  filter: EnvironmentFilter;
  onChange: ReturnType<typeof useUrlFilter<EnvironmentFilter>>[1];
  onClear?(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const facets = useQuery(facetsQuery(useApi(prefectApiRef)));
  return (
    <FilterBar onClear={onClear}>
      <TextFilter
        label={t('environments.filter.text')}
        value={filter.q}
        onChange={q => onChange({ q }, 'replace')}
      />
      <OwnerFilter
        owners={facets.data?.owners ?? []}
        values={filter.owner}
        onChange={owner => onChange({ owner })}
      />
      <Switch
        label={t('environments.onlyDifferences')}
        isSelected={filter.differing}
        onChange={differing => onChange({ differing })}
      />
    </FilterBar>
  );
}

function Comparison({
  filter,
  onClear,
}: {
  filter: EnvironmentFilter;
  onClear?(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const api = useApi(prefectApiRef);
  const pages = usePages();
  const owner = useOwners(filter.owner);
  const instances = useQuery(instancesQuery(api)).data?.items ?? [];
  const query = useQuery({
    ...environmentsQuery(api, {
      ...filter,
      owner,
      cursor: pages.cursor,
      limit: PAGE_SIZE,
    }),
    enabled: owner !== undefined,
  });
  return (
    <Results query={query} what={t('environments.what')} height={480}>
      {page =>
        page.items.length > 0 ? (
          <>
            <EnvironmentMatrix
              deployments={page.items}
              instances={instances}
              show={filter.differing ? 'differences' : 'all'}
            />
            <Pager pages={pages} size={PAGE_SIZE} page={page} />
          </>
        ) : (
          <Nothing filter={filter} onClear={onClear} />
        )
      }
    </Results>
  );
}

function Nothing({
  filter,
  onClear,
}: {
  filter: EnvironmentFilter;
  onClear?(): void;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!onClear) {
    return (
      <EmptyState
        title={t('environments.empty.title')}
        description={t('environments.empty.description')}
      />
    );
  }
  return (
    <EmptyState
      title={
        filter.differing
          ? t('environments.noDifference')
          : t('environments.noMatch')
      }
    >
      <Button variant="secondary" onPress={onClear}>
        {t('kit.clearFilters')}
      </Button>
    </EmptyState>
  );
}
