import type { ScheduledDeployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { Link } from '@backstage/ui';
import { EnvironmentBadge } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { LaneNotes } from '../LaneNotes';
import { ScheduleWords } from '../ScheduleWords';
import type { ZoneChoice } from '../schedulesFilter';
import styles from './Lanes.module.css';
import type { Span } from './scale';
import { Track } from './Track';

type Props = {
  deployment: ScheduledDeployment;
  zone: ZoneChoice;
  span: Span;
  now: number;
  ticks: readonly number[];
};

/** A deployment, when it is due, and its schedules in words. */
export function DeploymentLane({ deployment, zone, ...scale }: Props) {
  const paths = usePrefectPaths();
  const { instance, id, title, environment, schedules } = deployment;
  return (
    <li className={styles.lane}>
      <div className={styles.name}>
        <Link
          href={paths.runs(new URLSearchParams({ instance, deployment: id }))}
        >
          <bdi>{title}</bdi>
        </Link>{' '}
        <EnvironmentBadge environment={environment} />
      </div>
      <Track deployment={deployment} zone={zone} {...scale} />
      <div className={styles.words}>
        <LaneNotes deployment={deployment} zone={zone} />
        {schedules.map(schedule => (
          <ScheduleWords
            key={schedule.id}
            deployment={deployment}
            schedule={schedule}
            zone={zone}
          />
        ))}
      </div>
    </li>
  );
}
