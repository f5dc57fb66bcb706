import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { RiKey2Line } from '@remixicon/react';
import { EntityLink, EnvironmentBadge, formatDuration } from '../kit';
import { usePrefectPaths } from '../routes';
import { prefectTranslationRef } from '../translation';
import styles from './Attention.module.css';

/** Who asks the reader for something, and the way to decide. */
export function Asks({ grants }: { grants: readonly Grant[] }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  if (grants.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={t('overviewPage.asks.label')}>
      {grants.map(grant => (
        <Ask key={grant.id} grant={grant} />
      ))}
    </ul>
  );
}

function Ask({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { id, kind, principal, right, deployment, environment } = grant;
  return (
    <li className={styles.item}>
      <RiKey2Line aria-hidden size={16} />
      <div className={styles.what}>
        <div className={styles.sentence}>
          <EntityLink entityRef={principal} />
          <span>
            {t(
              kind === 'asked'
                ? `accessPage.asksTo.${right}`
                : `accessPage.tookTo.${right}`,
            )}
          </span>
          <strong>
            <bdi>{deployment.title}</bdi>
          </strong>
          <EnvironmentBadge environment={environment} />
          <span>{formatDuration(grant.seconds * 1000)}</span>
        </div>
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.cause}
        >
          <bdi>{grant.reason}</bdi>
        </Text>
      </div>
      <ButtonLink
        size="small"
        variant="secondary"
        href={paths.access('approvals', new URLSearchParams({ grant: id }))}
        aria-label={t('overviewPage.attention.act', {
          verb: t('overviewPage.asks.review'),
          title: deployment.title,
        })}
      >
        {t('overviewPage.asks.review')}
      </ButtonLink>
    </li>
  );
}
