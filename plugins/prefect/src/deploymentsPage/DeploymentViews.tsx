import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { instancesQuery, prefectApiRef } from '../api';
import { type DeploymentView, usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';

const VIEWS: readonly DeploymentView[] = [
  'list',
  'schedules',
  'environments',
  'ownership',
];

/** Ways to look at deployments. Where there is one instance nothing can be compared. */
export function DeploymentViews({ current }: { current: DeploymentView }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { data } = useQuery(instancesQuery(useApi(prefectApiRef)));
  const isAlone = (data?.items.length ?? 1) < 2;
  const views = VIEWS.filter(
    view => view !== 'environments' || view === current || !isAlone,
  );
  return (
    <nav aria-label={t('deploymentsPage.views.label')}>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        {views.map(view => (
          <ButtonLink
            key={view}
            size="small"
            variant={view === current ? 'secondary' : 'tertiary'}
            href={paths.deploymentView(view)}
            aria-current={view === current ? 'page' : undefined}
          >
            {t(`deploymentsPage.views.${view}`)}
          </ButtonLink>
        ))}
      </Flex>
    </nav>
  );
}
