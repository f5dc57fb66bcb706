import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { CopyButton, EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';

const DEPLOY =
  'prefect deploy flows/etl.py:etl --name nightly --pool default --cron "0 23 * * *" --timezone Europe/Berlin';

/** There are none: what to do, or what to take back. */
export function NoSchedules({
  onClear,
}: {
  onClear: (() => void) | undefined;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (onClear) {
    return (
      <EmptyState title={t('schedulesPage.noMatch')}>
        <Button variant="secondary" onPress={onClear}>
          {t('kit.clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t('schedulesPage.empty.title')}
      description={t('schedulesPage.empty.description')}
    >
      <pre style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{DEPLOY}</pre>
      <CopyButton text={DEPLOY} />
    </EmptyState>
  );
}
