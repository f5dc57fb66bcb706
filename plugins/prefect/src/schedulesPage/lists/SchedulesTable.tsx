import type {
  ScheduleDetail,
  ScheduledDeployment,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  DataTable,
  Duration,
  EnvironmentBadge,
  Owners,
  useNow,
} from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { ScheduleMenu } from '../change/ScheduleMenu';
import { LaneNotes } from '../LaneNotes';
import { formatMoment, zoneOf } from '../moments';
import type { ZoneChoice } from '../schedulesFilter';
import { useOriginText } from '../useOriginText';
import { useScheduleText } from '../useScheduleText';

const COLUMNS = [
  'deployment',
  'environment',
  'owner',
  'schedule',
  'next',
  'due',
  'missed',
  'usual',
  'pool',
  'origin',
  'actions',
] as const;

/** The portal API counts no further. */
const MOST_COUNTED = 10_000;

type Props = {
  deployments: readonly ScheduledDeployment[];
  zone: ZoneChoice;
};

/** Schedules in words, one a row. */
export function SchedulesTable({ deployments, zone }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <DataTable
      label={t('schedulesPage.listLabel')}
      columns={COLUMNS.map(column => t(`schedulesPage.column.${column}`))}
    >
      {deployments.flatMap(deployment =>
        rowsOf(deployment).map((schedule, index) => (
          <Row
            key={schedule?.id ?? deployment.id}
            deployment={deployment}
            schedule={schedule}
            place={index === 0 ? 'first' : 'further'}
            zone={zone}
          />
        )),
      )}
    </DataTable>
  );
}

/** What only has runs that were planned by hand has a row as well. */
function rowsOf({
  schedules,
}: ScheduledDeployment): (ScheduleDetail | undefined)[] {
  return schedules.length > 0 ? schedules : [undefined];
}

type RowProps = {
  deployment: ScheduledDeployment;
  schedule: ScheduleDetail | undefined;
  place: 'first' | 'further';
  zone: ZoneChoice;
};

function Row({ deployment, schedule, place, zone }: RowProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const originOf = useOriginText();
  const wordsOf = useScheduleText();
  const { instance, id, title, environment, owners } = deployment;
  return (
    <tr>
      <th scope="row">
        <Link
          href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
        >
          <bdi>{title}</bdi>
        </Link>
        {place === 'first' && (
          <div>
            <LaneNotes deployment={deployment} zone={zone} />
          </div>
        )}
      </th>
      <td>
        <EnvironmentBadge environment={environment} />
      </td>
      <td>
        <Owners owners={owners} />
      </td>
      <td>
        {schedule ? wordsOf(schedule) : t('schedulesPage.byHand')}
        {schedule && !schedule.active && `, ${t('schedulesPage.paused')}`}
        {schedule?.problem && <div>{schedule.problem}</div>}
      </td>
      <td>
        <Next deployment={deployment} schedule={schedule} zone={zone} />
      </td>
      <td>{countOf(deployment, schedule)}</td>
      <td>{place === 'first' && deployment.missed > 0 && deployment.missed}</td>
      <td>
        <Duration ms={deployment.usualDurationMs} />
      </td>
      <td>{deployment.workPool ?? '–'}</td>
      <td>{schedule ? originOf(schedule.origin) : '–'}</td>
      <td>
        {schedule && (
          <ScheduleMenu deployment={deployment} schedule={schedule} />
        )}
      </td>
    </tr>
  );
}

function countOf(
  { occurrences }: ScheduledDeployment,
  schedule: ScheduleDetail | undefined,
): string {
  const count = schedule?.count ?? occurrences.length;
  const text = new Intl.NumberFormat().format(count);
  return count >= MOST_COUNTED ? `${text}+` : text;
}

function Next({
  deployment,
  schedule,
  zone,
}: Pick<RowProps, 'deployment' | 'schedule' | 'zone'>) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const now = useNow(60);
  const next = schedule
    ? schedule.next
    : deployment.occurrences.find(
        ({ time }) => Date.parse(time) >= now.getTime(),
      )?.time;
  return (
    <>
      {next
        ? formatMoment(new Date(next), {
            now,
            zone: zoneOf(zone, schedule?.timezone ?? null),
          })
        : t('schedulesPage.never')}
    </>
  );
}
