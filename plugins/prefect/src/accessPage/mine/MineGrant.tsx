import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Text } from '@backstage/ui';
import { EnvironmentBadge, Time } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { GrantBadge } from '../grants/GrantBadge';
import { OwnActions } from '../grants/OwnActions';
import { TimeLeft } from '../grants/TimeLeft';
import type { GrantActs } from '../grants/useGrantActs';
import { useWords } from '../grants/useWords';
import styles from './MineGrant.module.css';

type Props = { grant: Grant; acts: GrantActs };

/** One of one's own, where it stands, and what may be done with it. */
export function MineGrant({ grant, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const paths = usePrefectPaths();
  const { what } = useWords(grant);
  return (
    <>
      <div className={styles.what}>
        <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
          <Link weight="bold" href={paths.grant(grant)}>
            <bdi>{what}</bdi>
          </Link>
          <EnvironmentBadge environment={grant.environment} />
          <GrantBadge grant={grant} />
        </Flex>
        <Text as="p" style={{ margin: 0 }}>
          <bdi>{grant.reason}</bdi>
        </Text>
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          style={{ margin: 0 }}
        >
          <Standing grant={grant} />
        </Text>
      </div>
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        <OwnActions grant={grant} acts={acts} />
        <ButtonLink
          size="small"
          variant="tertiary"
          href={paths.grant(grant)}
          aria-label={t('accessPage.actions.seeOf', { what })}
        >
          {t('accessPage.actions.see')}
        </ButtonLink>
      </Flex>
    </>
  );
}

/** How long it is still in force and whether it was used, or what it waits for. */
function Standing({ grant }: { grant: Grant }) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { terms, voices } = useWords(grant);
  const { state, expiresAt, usedAt } = grant;
  if (state === 'active' && expiresAt) {
    return (
      <>
        <TimeLeft until={expiresAt} />
        {'; '}
        {usedAt ? (
          <>
            {t('accessPage.used')} <Time value={usedAt} />
          </>
        ) : (
          t('accessPage.notUsed')
        )}
      </>
    );
  }
  return (
    <>
      {terms}
      {'; '}
      {state === 'waiting' && `${t('accessPage.fact.needs')}: ${voices}; `}
      {t('accessPage.grant.asked')} <Time value={grant.askedAt} />
    </>
  );
}
