import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { EntityLink, EnvironmentBadge, Time } from '../../kit';
import { usePrefectPaths } from '../../routes';
import { prefectTranslationRef } from '../../translation';
import { GrantBadge } from '../grants/GrantBadge';
import { useWords } from '../grants/useWords';
import styles from './ApprovalList.module.css';

type Props = { grants: readonly Grant[]; shown: string | undefined };

/** What waits, the newest first; a link shows it beside. */
export function ApprovalList({ grants, shown }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  return (
    <ul className={styles.list} aria-label={t('accessPage.approvals.list')}>
      {grants.map(grant => (
        <li
          key={grant.id}
          className={styles.item}
          data-shown={grant.id === shown || undefined}
        >
          <Item grant={grant} isShown={grant.id === shown} />
        </li>
      ))}
    </ul>
  );
}

function Item({ grant, isShown }: { grant: Grant; isShown: boolean }) {
  const paths = usePrefectPaths();
  const { what, terms, voices } = useWords(grant);
  return (
    <>
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Link
          weight="bold"
          href={paths.access(
            'approvals',
            new URLSearchParams({ grant: grant.id }),
          )}
          aria-current={isShown ? 'true' : undefined}
        >
          <bdi>{what}</bdi>
        </Link>
        <EnvironmentBadge environment={grant.environment} />
        <GrantBadge grant={grant} />
      </Flex>
      <Text as="p" style={{ margin: 0 }}>
        <bdi>{grant.reason}</bdi>
      </Text>
      <Text as="p" variant="body-small" color="secondary" style={{ margin: 0 }}>
        <EntityLink entityRef={grant.principal} />,{' '}
        <Time value={grant.askedAt} />
        {'; '}
        {terms}
        {grant.approvalsNeeded > 1 && `; ${voices}`}
      </Text>
    </>
  );
}
