import type {
  DeploymentSchedule,
  EnvironmentCell,
} from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { describeSchedule, shortVersion, StateBadge, Time } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import styles from './InstanceCell.module.css';

/** A deployment as it is on one instance: its version, when it runs, how it last went. */
export function InstanceCell({ cell }: { cell: EnvironmentCell | undefined }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!cell) {
    return (
      <Text as="span" color="secondary">
        {t('environments.missing')}
      </Text>
    );
  }
  const { version } = cell;
  return (
    <div className={styles.cell}>
      <bdi title={version ?? undefined}>
        {version
          ? t('entity.version', { version: shortVersion(version) })
          : t('environments.noVersion')}
      </bdi>
      <Schedule {...cell} />
      <LastRun {...cell} />
    </div>
  );
}

function Schedule({ schedules, paused }: EnvironmentCell) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const inWords = (schedule: DeploymentSchedule) =>
    paused || !schedule.active
      ? `${describeSchedule(schedule)}, ${t('kit.schedule.paused')}`
      : describeSchedule(schedule);
  return (
    <Text as="span" variant="body-small" color="secondary">
      {schedules.map(inWords).join('; ') || t('kit.schedule.none')}
    </Text>
  );
}

function LastRun({ instance, lastRun }: EnvironmentCell) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  if (!lastRun) {
    return (
      <Text as="span" variant="body-small" color="secondary">
        {t('environments.neverRan')}
      </Text>
    );
  }
  const { id, state, start } = lastRun;
  return (
    <span className={styles.run}>
      <StateBadge state={state} />
      {start && (
        <Link href={paths.run({ instance, id })} variant="body-small">
          <Time value={start} show="relative" />
        </Link>
      )}
    </span>
  );
}
