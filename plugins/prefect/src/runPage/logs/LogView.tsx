import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { EmptyState } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { isOver } from '../isOver';
import { LogLines } from './LogLines';
import { useRunLogs } from './useRunLogs';

/** The run's log as it grows. */
export function LogView({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { lines, state, error, refresh } = useRunLogs(run);
  const failed = error && (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('runPage.logs.failed', { reason: error.message })}
      customActions={
        <Button size="small" variant="secondary" onPress={refresh}>
          {t('kit.error.retry')}
        </Button>
      }
    />
  );
  if (lines.length > 0) {
    return (
      <>
        {failed}
        <LogLines run={run} lines={lines} isLive={state === 'live'} />
      </>
    );
  }
  if (failed) return failed;
  if (state === 'loading') return <Skeleton height={320} width="100%" />;
  return isOver(run.state) ? (
    <EmptyState title={t('runPage.logs.noneAtAll')} />
  ) : (
    <EmptyState
      title={t('runPage.logs.none')}
      description={t('runPage.logs.noneDescription')}
    />
  );
}
