import type { DeploymentDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { prefectTranslationRef } from '../translation';
import { secretNames } from './approvedParameters';

type Props = {
  deployment: Pick<DeploymentDetail, 'secretParameters'>;
  approved: Record<string, unknown>;
};

/** Says that the form holds what was approved, and which secrets are to be typed again. */
export function ApprovedNote({ deployment, approved }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const names = secretNames(approved, deployment.secretParameters);
  return (
    <Alert
      status="info"
      icon
      title={t('runDialog.approved.note')}
      description={
        names.length > 0 &&
        t('runDialog.approved.secrets', { names: names.join(', ') })
      }
    />
  );
}
