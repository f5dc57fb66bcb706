import type { ScheduleOrigin } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { nameOfEntity } from '../filters';
import { formatRelative, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';

/** Tells where a schedule comes from, as far as that is known. */
export function useOriginText() {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return ({ kind, at, by }: ScheduleOrigin): string => {
    if (at === null) return t('schedulesPage.origin.unknownTime');
    const time = formatRelative(new Date(at), now);
    if (by !== null) {
      return t('schedulesPage.origin.editedBy', {
        name: nameOfEntity(by),
        time,
      });
    }
    return t(`schedulesPage.origin.${kind}`, { time });
  };
}
