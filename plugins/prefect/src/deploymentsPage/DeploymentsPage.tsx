import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useRef } from 'react';
import { PrefectQueryProvider } from '../api';
import { DeploymentsTable } from '../entity/DeploymentsTable';
import { Pager, Results, usePages, useUrlFilter } from '../filters';
import { Banners, EmptyState, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { deploymentFilter, isNarrowed } from './deploymentFilter';
import { DeploymentFilters } from './DeploymentFilters';
import { DeploymentViews } from './DeploymentViews';
import { NoDeployments } from './NoDeployments';
import { PAGE_SIZE, useDeploymentPage } from './useDeploymentPage';

const COLUMNS = [
  'name',
  'environment',
  'owner',
  'runs',
  'success',
  'usual',
  'schedule',
  'pool',
  'version',
  'actions',
] as const;

/** All deployments that one may see, to find one, see how it fares, and run it. */
export function DeploymentsPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <DeploymentViews current="list" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, change] = useUrlFilter(deploymentFilter);
  const pages = usePages();
  const query = useDeploymentPage(filter, pages.cursor);
  const filters = useRef<HTMLDivElement>(null);
  const clear = () => {
    change(deploymentFilter.none);
    // The button that was pressed goes with the filters; the focus stays near it.
    filters.current?.querySelector('input')?.focus();
  };
  return (
    <>
      <div ref={filters}>
        <DeploymentFilters
          filter={filter}
          onChange={change}
          onClear={isNarrowed(filter) ? clear : undefined}
        />
      </div>
      <Results query={query} what={t('deploymentsPage.what')} height={480}>
        {page => (
          <>
            {page.items.length > 0 && (
              <DeploymentsTable deployments={page.items} columns={COLUMNS} />
            )}
            {page.totalCount === 0 &&
              (isNarrowed(filter) ? (
                <EmptyState title={t('deploymentsPage.noMatch')}>
                  <Button variant="secondary" onPress={clear}>
                    {t('kit.clearFilters')}
                  </Button>
                </EmptyState>
              ) : (
                <NoDeployments />
              ))}
            {page.totalCount > 0 && (
              <Pager pages={pages} size={PAGE_SIZE} page={page} />
            )}
          </>
        )}
      </Results>
    </>
  );
}
