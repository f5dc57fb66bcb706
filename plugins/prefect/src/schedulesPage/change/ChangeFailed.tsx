import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { prefectTranslationRef } from '../../translation';

/** Why a schedule could not be changed, when it could not. */
export function ChangeFailed({ error }: { error: Error | null }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    error && (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('schedulesPage.change.failed', { reason: error.message })}
      />
    )
  );
}
