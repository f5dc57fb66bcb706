import type { ScheduleTiming } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { prefectApiRef, schedulePreviewQuery } from '../../api';
import { useNow } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { formatMoment, zoneOf } from '../moments';
import styles from './Preview.module.css';
import { useSettled } from './useSettled';

/** How long nobody types before it is asked for, ms. */
const PAUSE_MS = 300;

/** When a schedule would fire next, or why it would not. */
export function Preview({ timing }: { timing: ScheduleTiming }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const settled = useSettled(timing, PAUSE_MS);
  const { data, error } = useQuery(
    schedulePreviewQuery(useApi(prefectApiRef), settled),
  );
  const zone = zoneOf('schedule', settled.timezone);
  return (
    <div className={styles.preview} role="status">
      {error && <span className={styles.problem}>{error.message}</span>}
      {!error && data?.items.length === 0 && (
        <span className={styles.problem}>
          {t('schedulesPage.change.previewNever')}
        </span>
      )}
      {!error && data && data.items.length > 0 && (
        <>
          <strong>{t('schedulesPage.change.preview')}</strong>
          <ol>
            {data.items.map(time => (
              <li key={time}>
                {formatMoment(new Date(time), { now, zone })} ({zone})
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
