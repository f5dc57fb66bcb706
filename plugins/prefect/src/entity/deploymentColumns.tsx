import type { Deployment } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { ComponentType } from 'react';
import {
  describeSchedule,
  Duration,
  EnvironmentBadge,
  formatShare,
  Owners,
  RunStrip,
  shortVersion,
  Time,
} from '../kit';
import { usePrefectPaths } from '../routes';
import { RunButton } from '../runDialog';
import { prefectTranslationRef } from '../translation';
import styles from './deploymentColumns.module.css';
import { DeploymentMenu } from './DeploymentMenu';
import { HealthIcon } from './HealthIcon';
import type { entityMessages } from './messages';

type CellProps = { readonly deployment: Deployment };

type Column = {
  readonly title: keyof (typeof entityMessages)['column'];
  readonly Cell: ComponentType<CellProps>;
};

/** What a table can show of a deployment. */
export const deploymentColumns = {
  /** Its name, and in small what has no column of its own on an entity's page. */
  summary: { title: 'deployment', Cell: Summary },
  name: { title: 'deployment', Cell: Name },
  environment: { title: 'environment', Cell: Environment },
  owner: { title: 'owner', Cell: Owner },
  runs: { title: 'runs', Cell: Runs },
  success: { title: 'success', Cell: Success },
  usual: { title: 'usual', Cell: Usual },
  schedule: { title: 'schedule', Cell: Schedules },
  pool: { title: 'pool', Cell: Pool },
  version: { title: 'version', Cell: Version },
  actions: { title: 'actions', Cell: Actions },
} as const satisfies Record<string, Column>;

/** A column of a table of deployments. */
export type DeploymentColumn = keyof typeof deploymentColumns;

function Summary({ deployment }: CellProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { version } = deployment;
  const pool = usePoolInWords(deployment);
  const details = [
    version && t('entity.version', { version: shortVersion(version) }),
    pool,
  ];
  return (
    <div className={styles.name}>
      <Flex gap="2" align="center">
        <Title deployment={deployment} />
        <Environment deployment={deployment} />
      </Flex>
      <Cause deployment={deployment} />
      <Text as="span" variant="body-small" color="secondary">
        {details.filter(Boolean).join('; ')}
      </Text>
    </div>
  );
}

function Name({ deployment }: CellProps) {
  return (
    <div className={styles.name}>
      <Flex gap="2" align="center">
        <Title deployment={deployment} />
      </Flex>
      <Cause deployment={deployment} />
    </div>
  );
}

function Title({ deployment }: CellProps) {
  const paths = usePrefectPaths();
  const { id, title, health } = deployment;
  return (
    <>
      <HealthIcon health={health} />
      <Link href={paths.runs(new URLSearchParams({ deployment: id }))}>
        <bdi>{title}</bdi>
      </Link>
    </>
  );
}

function Cause({ deployment: { cause } }: CellProps) {
  return cause ? (
    <Text as="span" variant="body-small" truncate title={cause}>
      <bdi>{cause}</bdi>
    </Text>
  ) : null;
}

function Environment({ deployment }: CellProps) {
  return <EnvironmentBadge environment={deployment.environment} />;
}

function Owner({ deployment }: CellProps) {
  return <Owners owners={deployment.owners} />;
}

function Runs({ deployment }: CellProps) {
  const { instance, recentRuns } = deployment;
  return <RunStrip instance={instance} runs={recentRuns} />;
}

function Success({ deployment }: CellProps) {
  const { successRate } = deployment.stats;
  return <>{successRate === null ? '–' : formatShare(successRate)}</>;
}

function Usual({ deployment }: CellProps) {
  return <Duration ms={deployment.stats.usualDurationMs} />;
}

function Schedules({ deployment }: CellProps) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { schedules, paused, nextRun } = deployment;
  if (schedules.length === 0) return <>{t('kit.schedule.none')}</>;
  return (
    <Flex direction="column" gap="1">
      {schedules.map(schedule => (
        <span key={schedule.id}>
          {describeSchedule(schedule)}
          {(paused || !schedule.active) && `, ${t('kit.schedule.paused')}`}
        </span>
      ))}
      {nextRun && !paused && (
        <Text as="span" variant="body-small" color="secondary">
          <Time value={nextRun} />
        </Text>
      )}
    </Flex>
  );
}

function Pool({ deployment }: CellProps) {
  return <>{usePoolInWords(deployment) ?? '–'}</>;
}

function usePoolInWords({ workPool: pool, pollingWorkers }: Deployment) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (!pool) return undefined;
  switch (pollingWorkers) {
    case null:
      return t('entity.poolOnly', { pool });
    case 0:
      return t('entity.noWorker', { pool });
    default:
      return t('entity.pool', { pool, count: pollingWorkers });
  }
}

function Version({ deployment: { version } }: CellProps) {
  return version ? <bdi title={version}>{shortVersion(version)}</bdi> : <>–</>;
}

function Actions({ deployment }: CellProps) {
  return (
    <Flex gap="2" align="center">
      <RunButton deployment={deployment} />
      <DeploymentMenu deployment={deployment} />
    </Flex>
  );
}
