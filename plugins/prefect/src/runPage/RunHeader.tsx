import type { RunDetail } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import {
  CopyButton,
  EntityLink,
  EnvironmentBadge,
  formatDuration,
  Owners,
  RunDuration,
  StateBadge,
  Time,
} from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import { RunActions } from './actions/RunActions';
import styles from './RunHeader.module.css';

/** Names the run, says who started it and when, and offers what can be done. */
export function RunHeader({ run }: { run: RunDetail }) {
  return (
    <Flex direction="column" gap="3">
      <Flex justify="between" align="start" gap="4" className={styles.top}>
        <Flex gap="3" align="center" className={styles.top}>
          <Text as="h2" variant="title-small" className={styles.title}>
            <bdi>{run.deployment?.title ?? run.flowName}</bdi>
          </Text>
          <StateBadge state={run.state} />
          <EnvironmentBadge environment={run.environment} />
        </Flex>
        <RunActions run={run} />
      </Flex>
      <Facts run={run} />
    </Flex>
  );
}

function Facts({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { instance, parent, usualDurationMs, codeUrl, prefectUrl } = run;
  const start = run.start ?? run.expectedStart;
  return (
    <>
      <dl className={styles.facts}>
        <Fact name={t('runPage.facts.run')}>
          <bdi>{run.name}</bdi>
        </Fact>
        <Fact name={t('runPage.facts.startedBy')}>
          <StartedBy run={run} />
        </Fact>
        <Fact name={t('runPage.facts.owner')}>
          <Owners owners={run.owners} />
        </Fact>
        {start && (
          <Fact name={t('runPage.facts.start')}>
            <Time value={start} />
          </Fact>
        )}
        <Fact name={t('runPage.facts.took')}>
          <RunDuration run={run} />
          {usualDurationMs !== null && (
            <Text as="span" color="secondary">
              {' '}
              {t('runPage.facts.usual', {
                duration: formatDuration(usualDurationMs),
              })}
            </Text>
          )}
        </Fact>
        {run.runCount > 1 && (
          <Fact name={t('runPage.facts.attempt')}>{run.runCount}</Fact>
        )}
        {parent && (
          <Fact name={t('runPage.facts.parent')}>
            <Link href={paths.run({ instance, id: parent.id })}>
              <bdi>{parent.name}</bdi>
            </Link>
          </Fact>
        )}
        {run.workPool && (
          <Fact name={t('runPage.facts.pool')}>
            <bdi>{run.workPool}</bdi>
          </Fact>
        )}
        {run.deploymentVersion && (
          <Fact name={t('runPage.facts.version')}>
            <bdi>{run.deploymentVersion}</bdi>
          </Fact>
        )}
        <Fact name={t('runPage.facts.id')}>
          <code title={run.id}>{run.id.slice(0, 8)}</code>
          <CopyButton text={run.id} />
        </Fact>
      </dl>
      <div className={styles.links}>
        <Link
          href={paths.ledger(new URLSearchParams({ instance, run: run.id }))}
        >
          {t('runPage.links.ledger')}
        </Link>
        {codeUrl && (
          <Link href={codeUrl} target="_blank">
            {t('runPage.links.code')}
          </Link>
        )}
        {prefectUrl && (
          <Link href={prefectUrl} target="_blank">
            {t('runPage.links.prefect')}
          </Link>
        )}
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StartedBy({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { kind, name, entity } = run.startedBy;
  if (entity)
    return <EntityLink entityRef={entity} title={name ?? undefined} />;
  if (name) return <bdi>{name}</bdi>;
  return kind === 'user'
    ? t('runPage.startedBy.unknown')
    : t(`runPage.startedBy.${kind}`);
}
