import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { deploymentQuery, prefectApiRef } from '../../api';
import { Owners, QueryState, RunStrip, shortVersion } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { ComparedParameters } from './ComparedParameters';
import styles from './GrantFacts.module.css';

/** The deployment as it is now, and the parameters against those of the last good run. */
export function WhatRuns({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { deployment, right, parameters, state } = grant;
  const isToRun =
    right === 'run' && (state === 'waiting' || state === 'active');
  const query = useQuery(deploymentQuery(useApi(prefectApiRef), deployment));
  const title = t(isToRun ? 'accessPage.runs.title' : 'accessPage.grant.about');
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="2">
        <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
          {title}
        </Text>
        <QueryState
          query={query}
          what={t('accessPage.grant.deployment')}
          height={120}
        >
          {detail => (
            <Flex direction="column" gap="3">
              <dl className={styles.facts}>
                <div className={styles.fact}>
                  <dt>{t('accessPage.explain.deployment')}</dt>
                  <dd>
                    <Link
                      href={paths.runs(
                        new URLSearchParams({
                          instance: detail.instance,
                          deployment: detail.id,
                        }),
                      )}
                    >
                      <bdi>{detail.title}</bdi>
                    </Link>
                  </dd>
                </div>
                <div className={styles.fact}>
                  <dt>{t('accessPage.runs.version')}</dt>
                  <dd>
                    {detail.version ? (
                      <bdi title={detail.version}>
                        {shortVersion(detail.version)}
                      </bdi>
                    ) : (
                      '–'
                    )}
                  </dd>
                </div>
                <div className={styles.fact}>
                  <dt>{t('accessPage.runs.owners')}</dt>
                  <dd>
                    <Owners owners={detail.owners} />
                  </dd>
                </div>
                <div className={styles.fact}>
                  <dt>{t('accessPage.runs.results')}</dt>
                  <dd>
                    <RunStrip
                      instance={detail.instance}
                      runs={detail.recentRuns}
                    />
                  </dd>
                </div>
              </dl>
              {right === 'run' && (
                <ComparedParameters
                  asked={parameters}
                  lastGood={detail.lastGoodRun?.parameters}
                  secrets={detail.secretParameters}
                />
              )}
            </Flex>
          )}
        </QueryState>
      </Flex>
    </section>
  );
}
