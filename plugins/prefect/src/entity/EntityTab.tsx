import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Select, Skeleton, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, lazy, Suspense, useState } from 'react';
import { entityQuery, prefectApiRef, PrefectQueryProvider } from '../api';
import { EntityEnvironments } from '../environments';
import { Banners, QueryState } from '../kit';
import { prefectTranslationRef } from '../translation';
import { DeploymentsTable } from './DeploymentsTable';
import { describedDeployment } from './describedDeployment';
import { NothingBound } from './NothingBound';
import { OneDeployment } from './OneDeployment';
import { Proposals } from './Proposals';
import { useEntityName } from './useEntityName';
import { useSummary } from './useSummary';

const EntityCharts = lazy(() =>
  import('./EntityCharts').then(m => ({ default: m.EntityCharts })),
);

const WINDOWS = [1, 7, 30, 90];
const COLUMNS = [
  'summary',
  'runs',
  'success',
  'usual',
  'schedule',
  'owner',
  'actions',
] as const;

/** The tab of an entity: its deployments, how they fare, and a button to run each. */
export function EntityTab() {
  const described = describedDeployment(useEntity().entity);
  return (
    <PrefectQueryProvider>
      <Flex direction="column" gap="4" p="4">
        <Banners />
        {described ? (
          <OneDeployment deployment={described} height={240}>
            {items => (
              <>
                <Summary items={items} />
                <DeploymentsTable deployments={items} columns={COLUMNS} />
                <Charts
                  of={{
                    instance: items.map(({ instance }) => instance),
                    deployment: items.map(({ id }) => id),
                  }}
                />
              </>
            )}
          </OneDeployment>
        ) : (
          <Automation />
        )}
      </Flex>
    </PrefectQueryProvider>
  );
}

function Automation() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [days, setDays] = useState(7);
  const api = useApi(prefectApiRef);
  const entity = useEntityName();
  const query = useQuery(entityQuery(api, { ...entity, days }));
  return (
    <QueryState query={query} what={t('entity.what')} height={240}>
      {automation => (
        <>
          {automation.items.length > 0 && (
            <>
              <Flex justify="between" align="end" gap="4">
                <Summary items={automation.items} />
                <Select
                  label={t('entity.window')}
                  size="small"
                  style={{ flex: 'none', width: 140 }}
                  options={WINDOWS.map(each => ({
                    value: String(each),
                    label: t('entity.days', { count: each }),
                  }))}
                  value={String(days)}
                  onChange={value => setDays(Number(value))}
                />
              </Flex>
              <DeploymentsTable
                deployments={automation.items}
                columns={COLUMNS}
              />
              <Charts of={{ entity: [stringifyEntityRef(entity)] }} />
              <EntityEnvironments entity={entity} />
            </>
          )}
          <NothingBound automation={automation} />
          <Proposals proposals={automation.proposals} />
        </>
      )}
    </QueryState>
  );
}

function Summary({ items }: { items: readonly Deployment[] }) {
  return (
    <Text as="h2" variant="title-small" style={{ margin: 0 }}>
      {useSummary(items)}
    </Text>
  );
}

function Charts(props: ComponentProps<typeof EntityCharts>) {
  return (
    <Suspense fallback={<Skeleton height={320} width="100%" />}>
      <EntityCharts {...props} />
    </Suspense>
  );
}
