import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration, useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';

/** How long a right is still in force, ticking. */
export function TimeLeft({
  until,
}: {
  until: NonNullable<Grant['expiresAt']>;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const left = Date.parse(until) - useNow(1).getTime();
  return (
    <>
      {left > 0
        ? t('accessPage.left', { time: formatDuration(left) })
        : t('accessPage.over')}
    </>
  );
}
