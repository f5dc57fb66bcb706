import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration } from '../../kit';
import { prefectTranslationRef } from '../../translation';

/** What a grant is for, in words: the act with the deployment, for how long, and how many have approved it. */
export function useWords({
  right,
  deployment,
  seconds,
  uses,
  approvals,
  approvalsNeeded,
}: Pick<
  Grant,
  'right' | 'deployment' | 'seconds' | 'uses' | 'approvals' | 'approvalsNeeded'
>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return {
    what: t(`accessPage.wants.${right}`, { title: deployment.title }),
    terms: t(`accessPage.terms.${uses}`, {
      time: formatDuration(seconds * 1000),
    }),
    voices: t('accessPage.voicesOf', {
      given: String(approvals),
      needed: String(approvalsNeeded),
    }),
  };
}
