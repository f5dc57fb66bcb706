import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import {
  instancesQuery,
  ownershipQuery,
  prefectApiRef,
  PrefectQueryProvider,
} from '../api';
import { DeploymentViews } from '../deploymentsPage/DeploymentViews';
import { Pager, Results, useOwners, usePages, useUrlFilter } from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { ownershipFilter, type OwnershipFilter } from './ownershipFilter';
import { OwnershipFilters } from './OwnershipFilters';
import { ProblemCounts } from './ProblemCounts';
import { ProblemsTable } from './ProblemsTable';

/** Rows of a full page. */
const PAGE_SIZE = 50;

/** What has nobody, or somebody in doubt, of what one may see; and what to do about it. */
export function OwnershipPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <DeploymentViews current="ownership" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, change] = useUrlFilter(ownershipFilter);
  const pages = usePages();
  const query = useOwnership(filter, pages.cursor);
  const instances =
    useQuery(instancesQuery(useApi(prefectApiRef))).data?.items ?? [];
  const filters = useRef<HTMLDivElement>(null);
  const isNarrowed = ownershipFilter.write(filter).size > 0;
  const clear = () => {
    change(ownershipFilter.none);
    // The button that was pressed goes with the filters; the focus stays near it.
    filters.current?.querySelector('input')?.focus();
  };
  return (
    <>
      <div ref={filters}>
        <OwnershipFilters
          filter={filter}
          counts={query.data?.counts}
          instances={instances}
          onChange={change}
          onClear={isNarrowed ? clear : undefined}
        />
      </div>
      <Results query={query} what={t('ownership.what')} height={480}>
        {health => (
          <>
            <ProblemCounts
              counts={health.counts.problems}
              selected={filter.problem}
              onChange={problem => change({ problem })}
            />
            {health.totalCount > 0 ? (
              <>
                <ProblemsTable problems={health.items} instances={instances} />
                <Pager pages={pages} size={PAGE_SIZE} page={health} />
              </>
            ) : (
              <Nothing onClear={isNarrowed ? clear : undefined} />
            )}
          </>
        )}
      </Results>
    </>
  );
}

function Nothing({ onClear }: { onClear?(): void }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return onClear ? (
    <EmptyState title={t('ownership.noMatch')}>
      <Button variant="secondary" onPress={onClear}>
        {t('kit.clearFilters')}
      </Button>
    </EmptyState>
  ) : (
    <EmptyState
      title={t('ownership.empty.title')}
      description={t('ownership.empty.description')}
    />
  );
}

function useOwnership(filter: OwnershipFilter, cursor: string | undefined) {
  const owner = useOwners(filter.owner);
  return useQuery({
    ...ownershipQuery(useApi(prefectApiRef), {
      ...filter,
      owner,
      cursor,
      limit: PAGE_SIZE,
    }),
    enabled: owner !== undefined,
  });
}
