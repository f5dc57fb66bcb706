import type {
  ScheduleDetail,
  ScheduledDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { useNow } from '../kit';
import { prefectTranslationRef } from '../translation';
import { ScheduleMenu } from './change/ScheduleMenu';
import { formatMoment, zoneOf } from './moments';
import type { ZoneChoice } from './schedulesFilter';
import { useOriginText } from './useOriginText';
import { useScheduleText } from './useScheduleText';

type Props = {
  deployment: ScheduledDeployment;
  schedule: ScheduleDetail;
  zone: ZoneChoice;
};

/** A schedule in words: when, next, where it comes from, and what can be done with it. */
export function ScheduleWords({ deployment, schedule, zone }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const originOf = useOriginText();
  const wordsOf = useScheduleText();
  const now = useNow(60);
  const { active, next, problem, origin, timezone } = schedule;
  const facts = [
    ...(active ? [] : [t('schedulesPage.paused')]),
    ...(next
      ? [
          t('schedulesPage.next', {
            time: formatMoment(new Date(next), {
              now,
              zone: zoneOf(zone, timezone),
            }),
          }),
        ]
      : []),
    originOf(origin),
  ];
  return (
    <Flex justify="between" align="start" gap="1">
      <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <strong>{wordsOf(schedule)}</strong>
        {`; ${facts.join('; ')}`}
        {problem && <em>{` ${problem}`}</em>}
      </span>
      <ScheduleMenu deployment={deployment} schedule={schedule} />
    </Flex>
  );
}
