import type { ScheduleDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeSchedule } from '../kit';
import { prefectTranslationRef } from '../translation';

/** Tells a schedule in words, also that both of its days must fit. */
export function useScheduleText() {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (schedule: ScheduleDetail): string => {
    const words = describeSchedule(schedule);
    return schedule.dayOr === false && hasBothDays(schedule.expression)
      ? `${words}, ${t('schedulesPage.bothDays')}`
      : words;
  };
}

/** Of a cron expression that restricts the day of the month and that of the week. */
function hasBothDays(expression: string): boolean {
  const [, , day = '*', , weekday = '*'] = expression.trim().split(/\s+/);
  return ![day, weekday].some(field => field === '*' || field === '?');
}
