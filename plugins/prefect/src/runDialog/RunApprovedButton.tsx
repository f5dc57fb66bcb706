import type { DeploymentLink } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiPlayLine } from '@remixicon/react';
import { useState } from 'react';
import { prefectTranslationRef } from '../translation';
import { LazyRunDialog } from './LazyRunDialog';

type Props = {
  deployment: DeploymentLink;
  /** With secrets masked; null when any parameters will do. */
  parameters: Record<string, unknown> | null;
};

/** Runs what somebody approved: the run dialog, filled with it. */
export function RunApprovedButton({ deployment, parameters }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="primary"
        iconStart={<RiPlayLine aria-hidden />}
        onPress={() => setOpen(true)}
      >
        {t(parameters ? 'runDialog.approved.run' : 'runDialog.run')}
      </Button>
      {isOpen && (
        <LazyRunDialog
          deployment={deployment}
          approvedParameters={parameters ?? undefined}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
