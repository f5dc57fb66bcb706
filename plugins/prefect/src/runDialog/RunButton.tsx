import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { AskDialog, AskOffer, needsParameters } from '../ask';
import { LockedButton } from '../kit';
import { prefectTranslationRef } from '../translation';
import { LazyRunDialog } from './LazyRunDialog';

type Props = {
  deployment: Pick<
    Deployment,
    'instance' | 'environment' | 'id' | 'title' | 'may'
  >;
  /** What the button says; "Run" unless told. */
  label?: string;
  /** What the form starts with instead of a draft or the defaults. */
  initialParameters?: Record<string, unknown>;
};

/**
 * Opens the run dialog; locked with the reason for who may not run. Who may ask does so in
 * the same dialog, unless any parameters will do.
 */
export function RunButton({ deployment, label, initialParameters }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [dialog, setDialog] = useState<'run' | 'ask'>();
  const close = () => setDialog(undefined);
  const { may } = deployment;
  return (
    <>
      <LockedButton
        decision={may.run}
        size="small"
        variant="secondary"
        iconStart={<RiPlayLine aria-hidden />}
        aria-label={
          label ??
          t('runDialog.title', {
            title: deployment.title,
            environment: deployment.environment,
          })
        }
        onPress={() => setDialog('run')}
        more={closeReason => (
          <AskOffer
            deployment={deployment}
            right="run"
            onAsk={ways => {
              closeReason();
              setDialog(needsParameters(ways) ? 'run' : 'ask');
            }}
          />
        )}
      >
        {label ?? t('runDialog.run')}
      </LockedButton>
      {dialog === 'run' && (
        <LazyRunDialog
          deployment={deployment}
          initialParameters={initialParameters}
          onClose={close}
        />
      )}
      {dialog === 'ask' && (
        <AskDialog
          deployment={deployment}
          right="run"
          why={may.run.reason}
          onClose={close}
        />
      )}
    </>
  );
}
