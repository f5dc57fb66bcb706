import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { entityQuery, prefectApiRef, PrefectQueryProvider } from '../api';
import { QueryState, RunStrip, surface, Time } from '../kit';
import { usePrefectPaths } from '../routes';
import { RunButton } from '../runDialog';
import { prefectTranslationRef } from '../translation';
import { describedDeployment } from './describedDeployment';
import { HealthIcon } from './HealthIcon';
import { NothingBound } from './NothingBound';
import { OneDeployment } from './OneDeployment';
import { useEntityName } from './useEntityName';
import { useSummary } from './useSummary';

const MOST = 5;
const STRIP = 12;

/** The card of an entity: at most five deployments, broken ones first. */
export function EntityCard() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const described = describedDeployment(useEntity().entity);
  return (
    <Card className={surface}>
      <CardHeader>
        <Text as="h2" variant="title-x-small" style={{ margin: 0 }}>
          {t('entity.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <PrefectQueryProvider>
          {described ? (
            <OneDeployment deployment={described} height={160}>
              {items => <Deployments deployments={items} />}
            </OneDeployment>
          ) : (
            <Bound />
          )}
        </PrefectQueryProvider>
      </CardBody>
    </Card>
  );
}

function Bound() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery(entityQuery(useApi(prefectApiRef), useEntityName()));
  return (
    <QueryState query={query} what={t('entity.what')} height={160}>
      {automation =>
        automation.items.length > 0 ? (
          <Deployments deployments={automation.items} />
        ) : (
          <NothingBound automation={automation} />
        )
      }
    </QueryState>
  );
}

function Deployments({ deployments }: { deployments: readonly Deployment[] }) {
  const summary = useSummary(deployments);
  return (
    <Flex direction="column" gap="3">
      <Text as="p" style={{ margin: 0 }}>
        {summary}
      </Text>
      {deployments.slice(0, MOST).map(deployment => (
        <Row
          key={`${deployment.instance}:${deployment.id}`}
          deployment={deployment}
        />
      ))}
    </Flex>
  );
}

function Row({ deployment }: { deployment: Deployment }) {
  const paths = usePrefectPaths();
  const { instance, id, title, health, recentRuns, nextRun } = deployment;
  const last = recentRuns.at(-1);
  return (
    <Flex gap="3" align="center" justify="between" style={{ flexWrap: 'wrap' }}>
      <Flex gap="2" align="center">
        <HealthIcon health={health} />
        <Link
          dir="auto"
          to={paths.runs(new URLSearchParams({ deployment: id }))}
        >
          {title}
        </Link>
      </Flex>
      <Flex gap="3" align="center">
        <RunStrip instance={instance} runs={recentRuns.slice(-STRIP)} />
        {(nextRun ?? last?.start) && (
          <Text as="span" variant="body-small" color="secondary">
            <Time value={(nextRun ?? last?.start)!} show="relative" />
          </Text>
        )}
        <RunButton deployment={deployment} />
      </Flex>
    </Flex>
  );
}
