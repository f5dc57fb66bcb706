import type { Grant } from '@backstage-prefect/backstage-plugin-prefect-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { EnvironmentBadge } from '../../kit';
import { prefectTranslationRef } from '../../translation';
import { Decide } from './Decide';
import { GrantBadge } from './GrantBadge';
import { GrantFacts } from './GrantFacts';
import { OwnActions } from './OwnActions';
import { Story } from './Story';
import type { GrantActs } from './useGrantActs';
import { useWords } from './useWords';
import { WhatRuns } from './WhatRuns';

type Props = { grant: Grant; acts: GrantActs };

/** Everything about a grant, and what the reader may do with it. */
export function GrantDetail({ grant, acts }: Props) {
  const { t } = useTranslationRef(prefectTranslationRef);
  const { what } = useWords(grant);
  return (
    <Flex direction="column" gap="4">
      <Flex gap="2" align="center" style={{ flexWrap: 'wrap' }}>
        <Text as="h2" variant="title-small" style={{ margin: 0 }}>
          <bdi>{what}</bdi>
        </Text>
        <EnvironmentBadge environment={grant.environment} />
        <GrantBadge grant={grant} />
      </Flex>
      <GrantFacts grant={grant} />
      {grant.rights.isOwn && (
        <Flex gap="2" style={{ flexWrap: 'wrap' }}>
          <OwnActions grant={grant} acts={acts} />
        </Flex>
      )}
      <Decide grant={grant} acts={acts} />
      <WhatRuns grant={grant} />
      <section aria-label={t('accessPage.grant.story')}>
        <Text as="h3" variant="title-x-small" style={{ margin: 0 }}>
          {t('accessPage.grant.story')}
        </Text>
        <Story grant={grant} />
      </section>
    </Flex>
  );
}
