import type { SchedulePage } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRef } from 'react';
import { PrefectQueryProvider } from '../api';
import { DeploymentViews } from '../deploymentsPage/DeploymentViews';
import { Pager, Results, usePages, useUrlFilter } from '../filters';
import { Banners, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { PoolsTable } from './lists/PoolsTable';
import { SchedulesTable } from './lists/SchedulesTable';
import { TimesTable } from './lists/TimesTable';
import { NoSchedules } from './NoSchedules';
import {
  isNarrowed,
  schedulesFilter,
  type SchedulesFilter,
} from './schedulesFilter';
import { SchedulesFilters } from './SchedulesFilters';
import { Summary } from './Summary';
import { ScheduleTimeline } from './timeline/ScheduleTimeline';
import { PAGE_SIZE, useSchedulePage } from './useSchedulePage';

/** Where does the cron live, and what runs tonight? */
export function SchedulesPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <DeploymentViews current="schedules" />
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [filter, change] = useUrlFilter(schedulesFilter);
  const pages = usePages();
  const query = useSchedulePage(filter, pages.cursor);
  const filters = useRef<HTMLDivElement>(null);
  const clear = () => {
    const { q, owner, instance, entity } = schedulesFilter.none;
    change({ q, owner, instance, entity });
    // The button that was pressed goes with the filters; the focus stays near it.
    filters.current?.querySelector('input')?.focus();
  };
  const onClear = isNarrowed(filter) ? clear : undefined;
  return (
    <>
      <div ref={filters}>
        <SchedulesFilters filter={filter} onChange={change} onClear={onClear} />
      </div>
      <Results query={query} what={t('schedulesPage.what')} height={480}>
        {page =>
          page.items.length > 0 ? (
            <>
              <Summary page={page} filter={filter} />
              <View page={page} filter={filter} />
              <Pager pages={pages} size={PAGE_SIZE} page={page} />
            </>
          ) : (
            <NoSchedules onClear={onClear} />
          )
        }
      </Results>
    </>
  );
}

function View({
  page,
  filter,
}: {
  page: SchedulePage;
  filter: SchedulesFilter;
}) {
  switch (filter.view) {
    case 'schedules':
      return (
        <>
          <SchedulesTable deployments={page.items} zone={filter.zone} />
          <PoolsTable filter={filter} />
        </>
      );
    case 'times':
      return <TimesTable deployments={page.items} zone={filter.zone} />;
    default:
      return <ScheduleTimeline page={page} filter={filter} />;
  }
}
