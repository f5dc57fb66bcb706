import type { ScheduledDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { DataTable, EnvironmentBadge, StateBadge } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { type Due, inOrder } from '../dueOf';
import type { ZoneChoice } from '../schedulesFilter';
import { useOccurrenceText } from '../useOccurrenceText';

/** Rows that a browser draws without a wait. */
const MOST_ROWS = 500;

const COLUMNS = [
  'time',
  'deployment',
  'environment',
  'kind',
  'schedule',
  'run',
] as const;

type Props = {
  deployments: readonly ScheduledDeployment[];
  zone: ZoneChoice;
};

/** What is due one after another: the timeline as a table. */
export function TimesTable({ deployments, zone }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const all = inOrder(deployments);
  const isCut = all.length > MOST_ROWS || deployments.some(each => each.hidden);
  return (
    <>
      <DataTable
        label={t('schedulesPage.timesLabel')}
        columns={COLUMNS.map(column => t(`schedulesPage.column.${column}`))}
      >
        {all.slice(0, MOST_ROWS).map((due, index) => (
          // Two schedules of one deployment may be due at one moment.
          // eslint-disable-next-line react/no-array-index-key
          <Row key={index} due={due} zone={zone} />
        ))}
      </DataTable>
      {isCut && (
        <Text as="p" color="secondary">
          {t('schedulesPage.timesCut', {
            most: String(MOST_ROWS),
          })}
        </Text>
      )}
    </>
  );
}

function Row({ due, zone }: { due: Due; zone: ZoneChoice }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { deployment, occurrence } = due;
  const { time, schedule } = useOccurrenceText(zone)(deployment, occurrence);
  const { instance, id, title, environment } = deployment;
  const { kind, run } = occurrence;
  return (
    <tr>
      <th scope="row">
        <time dateTime={occurrence.time}>{time}</time>
      </th>
      <td>
        <Link
          href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
        >
          <bdi>{title}</bdi>
        </Link>
      </td>
      <td>
        <EnvironmentBadge environment={environment} />
      </td>
      <td>{t(`schedulesPage.kind.${kind}`)}</td>
      <td>{schedule}</td>
      <td>
        {run && (
          <>
            <Link href={paths.run({ instance, id: run.id })}>
              <bdi>{run.name}</bdi>
            </Link>{' '}
            <StateBadge state={run.state} />
          </>
        )}
      </td>
    </tr>
  );
}
