import type { ScheduledDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { formatMoment, zoneOf } from './moments';
import type { ZoneChoice } from './schedulesFilter';

type Props = { deployment: ScheduledDeployment; zone: ZoneChoice };

/** What is to be known of a deployment beside its schedules. */
export function LaneNotes({ deployment, zone }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const { paused, schedules, overlap, usualDurationMs } = deployment;
  return (
    <>
      {paused && schedules.length > 0 && (
        <span>{t('schedulesPage.allPaused')}</span>
      )}
      {schedules.length === 0 && <span>{t('schedulesPage.byHand')}</span>}
      {overlap && usualDurationMs !== null && (
        <span>
          {t('schedulesPage.overlap', {
            duration: formatDuration(usualDurationMs),
            time: formatMoment(new Date(overlap.first), {
              now,
              zone: zoneOf(zone, schedules[0]?.timezone ?? null),
            }),
          })}
        </span>
      )}
    </>
  );
}
