import type { SchedulePage } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import { useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { type DueSummary, summaryOf } from './dueOf';
import { formatMoment, zoneOf } from './moments';
import type { SchedulesFilter } from './schedulesFilter';

type Props = { page: SchedulePage; filter: SchedulesFilter };

/** What was missed and what is ahead, in a sentence each. */
export function Summary({ page, filter }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const summary = summaryOf(page.items, page.now);
  return (
    <>
      {summary.missed > 0 && (
        <Alert
          status="warning"
          icon
          title={t('schedulesPage.summary.missed', { count: summary.missed })}
          description={t('schedulesPage.summary.missedWhy')}
        />
      )}
      <Text as="h2" variant="title-x-small" style={{ margin: 0 }}>
        <Ahead summary={summary} filter={filter} />
      </Text>
    </>
  );
}

function Ahead({
  summary: { ahead, isMore, first },
  filter,
}: {
  summary: DueSummary;
  filter: SchedulesFilter;
}) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const range = t(`schedulesPage.range.${filter.range}`);
  if (!first) return <>{t('schedulesPage.summary.nothing', { range })}</>;
  const { deployment, occurrence } = first;
  const schedule = deployment.schedules.find(
    ({ id }) => id === occurrence.scheduleId,
  );
  const zone = zoneOf(filter.zone, schedule?.timezone ?? null);
  return (
    <>
      {t(`schedulesPage.summary.${isMore ? 'many' : 'ahead'}`, {
        count: ahead,
        range,
      })}{' '}
      {t('schedulesPage.summary.first', {
        title: deployment.title,
        time: formatMoment(new Date(occurrence.time), { now, zone }),
      })}
    </>
  );
}
