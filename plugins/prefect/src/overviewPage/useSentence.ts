import type { AttentionItem } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration, formatRelative, formatTime, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';

/** What is the matter with a deployment, after its name. */
export function useSentence({
  kind,
  since,
  failures,
  until,
}: AttentionItem): string {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow();
  const began = new Date(since);
  switch (kind) {
    case 'waiting': {
      if (until === null) {
        return t('overviewPage.attention.waiting', {
          time: formatTime(began, now),
        });
      }
      const left = Date.parse(until) - now.getTime();
      return left > 0
        ? t('overviewPage.attention.waitingUntil', {
            left: formatDuration(left),
          })
        : t('overviewPage.attention.waitingOver');
    }
    case 'failing':
      return failures > 1
        ? t('overviewPage.attention.failing', {
            failures: String(failures),
            time: formatTime(began, now),
          })
        : t('overviewPage.attention.failed', {
            time: formatRelative(began, now),
          });
    case 'late':
      return t('overviewPage.attention.late', {
        time: formatRelative(began, now),
      });
    default:
      return kind satisfies never;
  }
}
