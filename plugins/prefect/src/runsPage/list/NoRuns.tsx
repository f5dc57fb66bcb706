import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { EmptyState } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';

/** No run that one may see: none matches, or there is none yet. */
export function NoRuns({ onClear }: { onClear: (() => void) | undefined }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  if (onClear) {
    return (
      <EmptyState title={t('runsPage.noMatch')}>
        <Button variant="secondary" onPress={onClear}>
          {t('kit.clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('runsPage.empty.title')}
      description={t('runsPage.empty.description')}
    >
      <ButtonLink variant="secondary" href={paths.deployments()}>
        {t('runsPage.empty.deployments')}
      </ButtonLink>
    </EmptyState>
  );
}
