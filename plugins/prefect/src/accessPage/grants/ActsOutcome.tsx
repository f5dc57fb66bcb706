import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { LazyRunDialog } from '../../runDialog';
import { prefectTranslationRef } from '../../translation';
import { ReasonDialog } from './ReasonDialog';
import type { GrantActs } from './useGrantActs';

/** The dialogs of acts with grants, and what became of an act that was not done. */
export function ActsOutcome({ acts }: { acts: GrantActs }) {
  const { asking, running, error } = acts;
  return (
    <>
      {error && !asking && <ActFailed error={error} />}
      {asking && <ReasonDialog {...asking} acts={acts} />}
      {running && (
        <LazyRunDialog
          deployment={running.deployment}
          approvedParameters={running.parameters ?? undefined}
          onClose={acts.closeRun}
        />
      )}
    </>
  );
}

/** Says that nothing was changed, and why. */
export function ActFailed({ error }: { error: Error }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('accessPage.dialog.failed')}
      description={error.message}
    />
  );
}
