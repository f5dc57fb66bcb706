import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiPlayLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { LockedButton } from '../kit';
import { prefectTranslationRef } from '../translation';

const RunDialog = lazy(() =>
  import('./RunDialog').then(m => ({ default: m.RunDialog })),
);

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

/** Opens the run dialog; locked with the reason for who may not run. */
export function RunButton({ deployment, label, initialParameters }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <LockedButton
        decision={deployment.may.run}
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
        onPress={() => setOpen(true)}
      >
        {label ?? t('runDialog.run')}
      </LockedButton>
      {isOpen && (
        <Suspense>
          <RunDialog
            deployment={deployment}
            initialParameters={initialParameters}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
