import type {
  ChartSeries,
  DeploymentLink,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { nameOfEntity } from '../filters';
import { EntityLink, EnvironmentBadge } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { useEnvironment } from './useChartName';

/** Whose chart it is, with the way there. */
export function ChartTitle({ series }: { series: ChartSeries }) {
  const { deployment, owner } = series;
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      <Text as="h4" variant="body-medium" style={{ margin: 0 }}>
        {deployment ? (
          <Deployment deployment={deployment} />
        ) : (
          <Owner owner={owner} />
        )}
      </Text>
      {deployment && <Environment instance={deployment.instance} />}
    </Flex>
  );
}

function Deployment({
  deployment: { instance, id, title },
}: {
  deployment: DeploymentLink;
}) {
  const paths = usePrefectPaths();
  return (
    <Link href={paths.runs(new URLSearchParams({ instance, deployment: id }))}>
      <bdi>{title}</bdi>
    </Link>
  );
}

function Owner({ owner }: { owner: string | null }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return owner === null ? (
    <>{t('kit.owner.none')}</>
  ) : (
    <EntityLink entityRef={owner} title={nameOfEntity(owner)} />
  );
}

function Environment({ instance }: { instance: string }) {
  const environment = useEnvironment(instance);
  return environment ? <EnvironmentBadge environment={environment} /> : null;
}
