import type {
  Grant,
  Overview,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { PrefectQueryProvider } from '../api';
import { Results } from '../filters';
import { Banners, PageBody } from '../kit';
import { prefectTranslationRef } from '../translation';
import { Asks } from './Asks';
import { Attention } from './Attention';
import { Headline } from './Headline';
import { NothingOwned } from './NothingOwned';
import styles from './OverviewPage.module.css';
import { Running } from './Running';
import { ScopeSelect } from './ScopeSelect';
import { Teams } from './Teams';
import { Upcoming } from './Upcoming';
import { useAsks } from './useAsks';
import { useOverview } from './useOverview';
import { type Scope, useScope } from './useScope';

const TeamCharts = lazy(() =>
  import('./TeamCharts').then(m => ({ default: m.TeamCharts })),
);

/** What needs me? The page to begin the morning with. */
export function OverviewPage() {
  return (
    <PrefectQueryProvider>
      <PageBody>
        <Banners />
        <Content />
      </PageBody>
    </PrefectQueryProvider>
  );
}

function Content() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const scope = useScope();
  const query = useOverview(scope);
  const asks = useAsks(scope);
  return (
    <>
      <div className={styles.scope}>
        <ScopeSelect scope={scope} />
      </div>
      <Results query={query} what={t('overviewPage.what')} height={480}>
        {overview =>
          isEmpty(overview) ? (
            <>
              <Asks grants={asks} />
              <NothingOwned scope={scope} />
            </>
          ) : (
            <Answer overview={overview} asks={asks} scope={scope} />
          )
        }
      </Results>
    </>
  );
}

function Answer({
  overview,
  asks,
  scope,
}: {
  overview: Overview;
  asks: readonly Grant[];
  scope: Scope;
}) {
  const { attention, running, upcoming, teams } = overview;
  return (
    <>
      <Headline overview={overview} asks={asks.length} scope={scope} />
      <Asks grants={asks} />
      {attention.length > 0 && <Attention items={attention} />}
      <div className={styles.soon}>
        <Running runs={running} scope={scope} />
        <Upcoming upcoming={upcoming} scope={scope} />
      </div>
      {teams.length > 0 && (
        <>
          <Teams teams={teams} />
          <Suspense fallback={<Skeleton height={320} width="100%" />}>
            <TeamCharts scope={scope} />
          </Suspense>
        </>
      )}
    </>
  );
}

/** Whether there is no deployment at all, and no run without one either. */
function isEmpty({ attention, running, upcoming, teams }: Overview): boolean {
  return [attention, running, upcoming.items, teams].every(
    each => each.length === 0,
  );
}
