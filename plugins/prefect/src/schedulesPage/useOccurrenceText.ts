import type {
  ScheduledDeployment,
  ScheduleOccurrence,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { describeSchedule, hasOwnName, lookOf, useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { formatMoment, zoneOf } from './moments';
import type { ZoneChoice } from './schedulesFilter';

/** How an occurrence is told. */
export type OccurrenceText = {
  /** When, what it is, and of which run. */
  readonly full: string;
  readonly time: string;
  /** The schedule in words, or that somebody planned it. */
  readonly schedule: string;
};

/** Tells occurrences in words, in the chosen zone. */
export function useOccurrenceText(choice: ZoneChoice) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  return (
    { schedules }: ScheduledDeployment,
    { time, kind, run, scheduleId }: ScheduleOccurrence,
  ): OccurrenceText => {
    const schedule = schedules.find(({ id }) => id === scheduleId);
    const zone = zoneOf(choice, schedule?.timezone ?? null);
    const moment = formatMoment(new Date(time), { now, zone });
    const full = run
      ? t('schedulesPage.occurrence.exists', {
          time: moment,
          name: run.name,
          state: hasOwnName(run.state)
            ? run.state.name
            : t(`kit.state.${lookOf(run.state).text}`),
        })
      : t(
          `schedulesPage.occurrence.${
            kind === 'missed' ? 'missed' : 'computed'
          }`,
          { time: moment },
        );
    return {
      full,
      time: moment,
      schedule: schedule
        ? describeSchedule(schedule)
        : t('schedulesPage.byHand'),
    };
  };
}
