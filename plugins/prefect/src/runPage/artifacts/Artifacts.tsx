import type {
  Artifact,
  RunDetail,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { prefectApiRef, runArtifactsQuery } from '../../api';
import { EmptyState, QueryState, surface, Time } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { isOver } from '../isOver';

const ArtifactBody = lazy(() =>
  import('./ArtifactBody').then(m => ({ default: m.ArtifactBody })),
);

/** Progress moves without an event; ms. */
const POLL_MS = 3_000;

/** What the run left for people to look at. */
export function Artifacts({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const query = useQuery({
    ...runArtifactsQuery(useApi(prefectApiRef), run),
    refetchInterval: isOver(run.state) ? false : POLL_MS,
  });
  return (
    <QueryState query={query} what={t('runPage.artifacts.what')} height={200}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            title={t('runPage.artifacts.none')}
            description={t('runPage.artifacts.noneDescription')}
          />
        ) : (
          items.map(artifact => (
            <ArtifactCard key={artifact.id} artifact={artifact} />
          ))
        )
      }
    </QueryState>
  );
}

function ArtifactCard({ artifact }: { artifact: Artifact }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { key, updated } = artifact;
  return (
    <Card className={surface}>
      <CardHeader>
        <Flex justify="between" gap="4" style={{ flexWrap: 'wrap' }}>
          <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
            <bdi>{key ?? t('runPage.artifacts.unnamed')}</bdi>
          </Text>
          <Text as="span" variant="body-small" color="secondary">
            <Time value={updated} />
          </Text>
        </Flex>
      </CardHeader>
      <CardBody>
        <Suspense>
          <ArtifactBody artifact={artifact} />
        </Suspense>
      </CardBody>
    </Card>
  );
}
