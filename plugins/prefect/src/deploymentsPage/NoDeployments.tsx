import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CopyButton, EmptyState } from '../kit';
import { prefectTranslationRef } from '../translation';

const DEPLOY = 'prefect deploy flows/etl.py:etl --name nightly --pool default';

/** Nothing yet that one may see, and how to make the first. */
export function NoDeployments() {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <EmptyState
      title={t('deploymentsPage.empty.title')}
      description={t('deploymentsPage.empty.description')}
    >
      <pre style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{DEPLOY}</pre>
      <CopyButton text={DEPLOY} />
    </EmptyState>
  );
}
